#!/usr/bin/env node
import 'reflect-metadata';
import { cryptoRandom, systemClock } from '@snoozeq/core';
import { coreModule, QUEUE_SETTINGS } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { readQueueSettings } from '@snoozeq/transport-oci';
import { ociTransportModule } from '@snoozeq/transport-oci/di';
import { wireClockModule } from '@snoozeq/wire-clock/di';
import { Container } from 'inversify';
import { runCli, type CliParts } from './cli.js';
import { followClock } from './shell/follow-clock.js';
import { producerModule } from './producer.module.js';
import { stopSignal } from './shell/stop-signal.js';
import { processTerminal } from './shell/terminal.js';
import { PRODUCER_APP } from './tokens.js';

const open: CliParts['open'] = async (options, terminal) => {
  const { queueId, endpoint, adminEndpoint, credentials } = options;
  const system = { processClock: systemClock, random: cryptoRandom };
  const settings = await readQueueSettings({ queueId, adminEndpoint, credentials, ...system });
  const clock = await followClock('producer', options.clockUrl);
  const container = new Container();
  container.load(coreModule({ name: 'producer' }), delayPolicyModule({ strategy: options.strategy }));
  container.load(ociTransportModule({ queueId, endpoint, credentials }), producerModule(options, terminal));
  container.bind(QUEUE_SETTINGS).toConstantValue(settings);
  if (clock) container.load(wireClockModule(clock));
  const close = async (): Promise<void> => {
    await container.unbindAllAsync();
    await clock?.close();
  };
  try {
    return { app: container.get(PRODUCER_APP), close };
  } catch (error) {
    // Refused to start: an open connection would keep the process alive.
    await close();
    throw error;
  }
};

const terminal = processTerminal(process);
const parts: CliParts = { terminal, stdin: process.stdin, open, stopSignal: () => stopSignal(process) };
process.exitCode = await runCli(process.argv.slice(2), parts);
