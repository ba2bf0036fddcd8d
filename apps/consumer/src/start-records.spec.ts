import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { aContext } from './spec-support/a-context.js';
import { startRecords } from './start-records.js';

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'starts-')), 'starts.ndjson');

test("a start is on disk before the handler runs, with the clock's time and not the policy's", () => {
  const file = newFile();
  const sink = startRecords(file, 'consumer-2', new VirtualClock(5_000));
  sink({ kind: 'started', context: aContext(), nowMs: 4_000 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    consumer: 'consumer-2',
    id: 'id-1',
    key: 'invoice-0231',
    serviceId: '90071992547409921',
    atMs: 5_000,
    leaseUntilMs: 30_000,
    deliveryCount: 8,
    attempt: 1,
    holds: 7,
  });
});

test('appends to what an earlier process left, and records nothing but starts', () => {
  const file = newFile();
  const context = aContext();
  startRecords(file, 'one', new VirtualClock())({ kind: 'started', context, nowMs: 0 });
  const sink = startRecords(file, 'two', new VirtualClock());
  sink({ kind: 'finished', context, settlement: { kind: 'complete' } });
  sink({ kind: 'started', context, nowMs: 0 });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { consumer: string }).consumer)).toEqual(['one', 'two']);
});

test('no body is written', () => {
  const file = newFile();
  const { delivery } = aContext();
  const message = { ...delivery.message, content: '{"secret":1}' };
  const context = aContext({ delivery: { ...delivery, message } });
  startRecords(file, 'one', new VirtualClock())({ kind: 'started', context, nowMs: 0 });
  expect(readFileSync(file, 'utf8')).not.toContain('secret');
});
