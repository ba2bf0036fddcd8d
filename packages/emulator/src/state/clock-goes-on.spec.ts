import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { SkippingClock } from '../clock/emulator-clock.js';
import type { EmulatorOptions } from '../emulator-options.js';
import { startEmulator, type Emulator } from '../start-emulator.js';

const real = new VirtualClock(Date.UTC(2026, 0, 5));
const HOUR_MS = 3_600_000;
let directory: string;
let own: Emulator;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'snoozeq-clock-'));
});
afterEach(async () => {
  await own.close();
  rmSync(directory, { recursive: true });
});

const start = async (clock?: EmulatorOptions['clock']): Promise<SkippingClock> => {
  own = await startEmulator({ auth: 'off', dataDir: directory, realClock: real, ...(clock && { clock }) });
  return own.clock as SkippingClock;
};

test('never goes back: what it was moved ahead it stays ahead, and it goes on as it was', async () => {
  const first = await start();
  await first.travel((nowMs) => nowMs + HOUR_MS);
  await first.steer({ isFrozen: true });
  const seenMs = first.now();
  await own.close();
  await real.advanceBy(HOUR_MS);
  const second = await start();
  expect([second.now(), second.course.isFrozen]).toEqual([seenMs, true]);
  await second.steer({ isFrozen: false });
  await own.close();
  await real.advanceBy(HOUR_MS);
  expect((await start()).now()).toBe(seenMs + HOUR_MS);
});

test('may be made by the caller, who is told what there was', async () => {
  await (await start()).travel((nowMs) => nowMs + HOUR_MS);
  const seenMs = own.clock.now();
  await own.close();
  const clock = await start((kept) => new SkippingClock({ ...kept, realClock: real, startMs: 0 }));
  expect(clock.now()).toBeGreaterThanOrEqual(seenMs);
});
