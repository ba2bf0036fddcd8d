#!/usr/bin/env node
import 'reflect-metadata';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { runCli, type CliParts } from './cli.js';
import { producerModule } from './producer.module.js';
import { openApp } from './shell/open-app.js';
import { stopSignal } from './shell/stop-signal.js';
import { processTerminal } from './shell/terminal.js';
import { PRODUCER_APP } from './tokens.js';

const open: CliParts['open'] = (options, terminal) =>
  openApp('producer', options, (container) => {
    container.load(
      delayPolicyModule({ strategy: options.strategy, stamp: options.stamp }),
      producerModule(options, terminal),
    );
    return container.get(PRODUCER_APP);
  });

const terminal = processTerminal(process);
const parts: CliParts = { terminal, stdin: process.stdin, open, stopSignal: () => stopSignal(process) };
process.exitCode = await runCli(process.argv.slice(2), parts);
