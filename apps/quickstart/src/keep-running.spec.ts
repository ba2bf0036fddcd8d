import { afterEach, expect, jest, test } from '@jest/globals';
import { keepRunning } from './keep-running.js';
import type { EmulatorProcess } from './emulator-process.js';

const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => void printed.mockClear());

/** An emulator that ends when it is told to. */
const anEmulator = () => {
  const signals: string[] = [];
  let end = (_code: number): void => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  const child = {
    ended,
    signal: (name: string) => {
      signals.push(name);
      end(0);
    },
  } as unknown as EmulatorProcess['child'];
  const emulator = {
    origin: 'http://127.0.0.1:8010',
    configFile: '/home/me/config',
    transport: 'oci' as const,
    profile: 'DEFAULT',
    child,
  };
  return { emulator, signals, die: () => end(1) };
};

test('it says how to reach the emulator, and stops it when it is interrupted', async () => {
  const { emulator, signals } = anEmulator();
  const interruption = new AbortController();
  const kept = keepRunning(emulator, interruption.signal);
  const text = printed.mock.calls.flat().join('\n');
  for (const part of ['http://127.0.0.1:8010', '/home/me/config', 'DEFAULT']) expect(text).toContain(part);
  expect(signals).toEqual([]);
  interruption.abort();
  await kept;
  expect(signals).toEqual(['SIGTERM']);
});

test('it stops at once when the interruption came before', async () => {
  const { emulator, signals } = anEmulator();
  await keepRunning(emulator, AbortSignal.abort());
  expect(signals).toEqual(['SIGTERM']);
});

test('it does not wait for an emulator that has ended', async () => {
  const { emulator, die } = anEmulator();
  const kept = keepRunning(emulator, new AbortController().signal);
  die();
  await kept;
});
