import { describe, expect, test } from '@jest/globals';
import { QueueError, type Plan, type SendResult } from '@snoozeq/core';
import type { Problem, Ready } from './plan-input.js';
import type { Published } from './publish.js';
import {
  countPublished,
  exitCodeOf,
  plannedReport,
  problemsOf,
  type Ending,
  type ProducerReport,
} from './report.js';
import { summaryLines } from './summary.js';

const INSTANTS = { startedAtMs: 1_000, fromMs: 500 };
const ready = (line: number): Ready => ({ kind: 'ready', line, key: `k${line}`, body: null, dueAtMs: 0 });
const planWith = (holds: number): Plan => ({
  kind: 'plan',
  strategy: 'hold',
  lane: 'ready',
  delayMs: 0,
  holds,
  relays: 0,
  deliveries: holds + 1,
  calls: { single: 3 + 2 * holds, batched: (3 + 2 * holds) / 20 },
  idleCalls: 0,
  worstLatenessMs: 0,
});
const sent = (line: number, holds: number): Published =>
  outcome(line, { kind: 'sent', serviceId: '1', dueAtMs: 0, plan: planWith(holds) });
const failed = (line: number): Published =>
  outcome(line, { kind: 'failed', error: new QueueError('throttled', 'slow down') });
const refused = (line: number): Published =>
  outcome(line, {
    kind: 'refused',
    refusal: { kind: 'refusal', strategy: 'hold', rule: 'size', message: 'too big', source: '' },
  });
const outcome = (line: number, result: DistributiveOmit<SendResult, 'id' | 'key'>): Published => ({
  message: ready(line),
  result: { ...result, id: 'id', key: `k${line}` },
});
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const start = (good: number, problems: readonly Problem[] = []): ProducerReport =>
  plannedReport(
    {
      ready: Array.from({ length: good }, (_, index) => ready(index + 1)),
      problems,
      warnings: [],
      repeatedKeys: 2,
    },
    INSTANTS,
  );

describe('the report', () => {
  test('before anything is published', () => {
    const problems: Problem[] = [
      { kind: 'invalid', line: 1, reason: '' },
      { kind: 'invalid', line: 2, reason: '' },
      { kind: 'refused', line: 3, reason: '' },
    ];
    expect(start(4, problems)).toEqual({
      ...{ lines: 7, published: 0, refused: 1, failed: 0, invalid: 2, unsent: 4, repeatedKeys: 2 },
      plans: { holdsTotal: 0, deliveriesMax: 0, callsBatched: 0 },
      ...INSTANTS,
    });
  });

  test('every message ends in exactly one count, over several chunks', () => {
    const chunks = [
      [sent(1, 2), failed(2)],
      [refused(3), sent(4, 14)],
    ];
    const report = chunks.reduce(countPublished, start(6));
    expect(report).toMatchObject({ lines: 6, published: 2, failed: 1, refused: 1, unsent: 2 });
    expect(report.plans).toEqual({ holdsTotal: 16, deliveriesMax: 15, callsBatched: 1.9 });
  });

  test('a long sum of shares shows no binary fractions', () => {
    const chunk = Array.from({ length: 1_000 }, (_, index) => sent(index + 1, 0));
    expect(countPublished(start(1_000), chunk).plans.callsBatched).toBe(150);
  });
});

test.each<[number, string, number, Ending]>([
  [0, 'all published', 3, 'completed'],
  [1, 'some not', 2, 'completed'],
  [2, 'the input has to be corrected', 0, 'nothingTried'],
  [130, 'stopped half way', 2, 'stopped'],
])('exit code %i: %s', (code, _name, published, ending) => {
  expect(exitCodeOf({ ...start(3), published }, ending)).toBe(code);
});

test('lines that were skipped on request are no failure', () => {
  expect(exitCodeOf({ ...start(3), published: 2 }, 'completed', 1)).toBe(0);
});

describe('what people read', () => {
  test('problems of a chunk name line and reason', () => {
    expect(problemsOf([sent(1, 0), failed(2), refused(3)])).toEqual([
      { kind: 'failed', line: 2, reason: '[throttled] slow down' },
      { kind: 'refused', line: 3, reason: 'too big' },
    ]);
  });

  test.each<[string, ProducerReport, Ending, string]>([
    [
      'all',
      countPublished(start(1), [sent(1, 2)]),
      'completed',
      '1 of 1 messages published.\nPlanned: 2 holds, at most 3 deliveries of a message, about 1 service calls in full batches.',
    ],
    [
      'some',
      countPublished(start(2), [failed(1)]),
      'completed',
      '0 of 2 messages published, 1 failed, 1 not tried.',
    ],
    ['stopped', start(2), 'stopped', 'Stopped: 0 of 2 messages published, 2 not tried.'],
    [
      'none allowed',
      start(1),
      'nothingTried',
      '0 of 1 messages published, 1 not tried.\nNothing was published. Correct the lines above, or give --skip-invalid to publish the others.',
    ],
  ])('summary: %s', (_name, report, ending, text) => {
    expect(summaryLines(report, ending).join('\n')).toBe(text);
  });
});
