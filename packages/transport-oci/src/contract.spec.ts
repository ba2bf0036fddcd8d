import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { describeTransport } from '@snoozeq/testing';
import { emulatorHarness } from './test-support/emulator-harness.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-contract-'));
});
afterAll(() => rm(directory, { recursive: true }));

describeTransport('oci over the emulator', (settings) => emulatorHarness(directory)(settings));
