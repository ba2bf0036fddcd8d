import { describe, expect, test } from '@jest/globals';
import type { QueueSettings, SendOptions } from '@snoozeq/core';
import { plan } from './planner/plan.js';
import { tablesUnder } from './spec-support/docs-tables.js';
import { SETTINGS } from './spec-support/plans.js';
import { NOW } from './spec-support/policy-input.js';
import { readDueTime } from './time/due-time.js';
import { formatInstant } from './time/instant.js';

/** What the table of the documentation calls by these words. Now is Monday, 5 January 2026, 00:00 UTC. */
const EXAMPLES: Readonly<Record<string, SendOptions>> = {
  'in: -1': { in: -1 },
  "in: '-3d'": { in: '-3d' },
  'in: 0': { in: 0 },
  "in: '0s'": { in: '0s' },
  'in: 0.5': { in: 0.5 },
  'in: NaN': { in: Number.NaN },
  'dueAt: NaN': { dueAt: Number.NaN },
  "dueAt: new Date('never')": { dueAt: new Date('never') },
  'in: Infinity': { in: Number.POSITIVE_INFINITY },
  'dueAt: -Infinity': { dueAt: Number.NEGATIVE_INFINITY },
  "in: '9999999999999999w'": { in: '9999999999999999w' },
  "in: ''": { in: '' },
  "in: '1.5h'": { in: '1.5h' },
  "in: '3d 4h'": { in: '3d 4h' },
  'dueAt: new Date(8.64e15)': { dueAt: new Date(8.64e15) },
  "dueAt: '+275760-09-13T00:00:00Z'": { dueAt: '+275760-09-13T00:00:00Z' },
  'in: 1e300': { in: 1e300 },
  'dueAt: 1764043200': { dueAt: 1_764_043_200 },
  "dueAt: '2026-01-05T23:59:60Z'": { dueAt: '2026-01-05T23:59:60Z' },
  "dueAt: '2026-01-06T09:00:00'": { dueAt: '2026-01-06T09:00:00' },
  "dueAt: '2026-01-06T09:00:00+01:00'": { dueAt: '2026-01-06T09:00:00+01:00' },
  "dueAt: '2026-03-29T02:30:00'": { dueAt: '2026-03-29T02:30:00' },
  "dueAt: '2026-03-29T02:30:00[Europe/Berlin]'": { dueAt: '2026-03-29T02:30:00[Europe/Berlin]' },
  "dueAt: '2026-03-29T02:30:00+01:00'": { dueAt: '2026-03-29T02:30:00+01:00' },
  "dueAt: '2026-10-25T02:30:00+02:00'": { dueAt: '2026-10-25T02:30:00+02:00' },
  "dueAt: '2026-10-25T02:30:00+01:00'": { dueAt: '2026-10-25T02:30:00+01:00' },
  "dueAt: '2026-02-30T00:00:00Z'": { dueAt: '2026-02-30T00:00:00Z' },
  "dueAt: '2026-01-04T23:00:00Z'": { dueAt: '2026-01-04T23:00:00Z' },
  "in: '1h', dueAt: 1767571200000": { in: '1h', dueAt: NOW },
  "expiresIn: '1h', expiresAt: 1767571200000": { expiresIn: '1h', expiresAt: NOW },
  "in: '2h', expiresIn: '1h'": { in: '2h', expiresIn: '1h' },
  "in: '1h', expiresIn: '1h'": { in: '1h', expiresIn: '1h' },
  "expiresAt: '2026-01-04T23:00:00Z'": { expiresAt: '2026-01-04T23:00:00Z' },
};

/** Settings of a queue that leave nothing for a delay of an hour; without a delay they do. */
const QUEUES: Readonly<Record<string, Partial<QueueSettings>>> = {
  'retention 10s': { retentionMs: 10_000 },
  'maxDeliveries 3': { maxDeliveries: 3 },
  'maxDeliveries 1': { maxDeliveries: 1 },
  'maxHideMs 0': { maxHideMs: 0 },
  'retention NaN': { retentionMs: Number.NaN },
};

const planned = (options: SendOptions, settings: Partial<QueueSettings> = {}): readonly [string, string] => {
  const { dueAtMs } = readDueTime(options, NOW);
  // Relay, because it takes the longest delays.
  const strategy = Object.keys(settings).length > 0 ? 'hold' : 'relay';
  const answer = plan(strategy, { nowMs: NOW, dueAtMs, sizeBytes: 100 }, { ...SETTINGS, ...settings });
  if (answer.kind === 'refusal') return [`refused: ${answer.rule}`, answer.message];
  return answer.delayMs === 0 ? ['due at once', ''] : ['waits', formatInstant(dueAtMs)];
};

const answerTo = (options: SendOptions): readonly [string, string] => {
  try {
    return planned(options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return ['error', error.message];
  }
};

describe('the table of bad input', () => {
  const rows = tablesUnder('### Bad input')[0] ?? [];
  const examples = rows.map(([, example = '']) => example);

  test('has every example, once', () => {
    expect(examples.toSorted()).toEqual([...Object.keys(EXAMPLES), ...Object.keys(QUEUES)].toSorted());
  });

  test.each(rows.map(([, example = '', answer = '', says = '']) => [example, answer, says]))(
    '%s: %s',
    (example, answer, says) => {
      const [options, settings] = [EXAMPLES[example], QUEUES[example]];
      const [kind, text] = options ? answerTo(options) : planned({ in: '1h' }, settings);
      expect(kind).toBe(answer);
      expect(text).toContain(says);
      if (settings && answer !== 'refused: settings')
        expect(planned({}, settings)).toEqual(['due at once', '']);
    },
  );
});
