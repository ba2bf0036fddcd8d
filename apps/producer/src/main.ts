#!/usr/bin/env node
import 'reflect-metadata';
import { runCli } from './cli.js';
import { compose } from './compose.js';
import { stopSignal } from './shell/stop-signal.js';
import { processTerminal } from './shell/terminal.js';

const terminal = processTerminal(process);
const stop = (): AbortSignal => stopSignal(process);
process.exitCode = await runCli(process.argv.slice(2), {
  ...{ terminal, stdin: process.stdin, open: compose, stopSignal: stop },
});
