import { describe, expect, test } from '@jest/globals';
import { jsonCodec, type QueueSettings } from '@snoozeq/core';
import { dueStampV1, plannerOf } from '@snoozeq/delay-policy';
import type { InputLine } from './shell/input-line.js';
import type { Due } from './shell/line-shape.js';
import { planInput } from './plan-input.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 10, 23);
const SETTINGS: QueueSettings = {
  retentionMs: 7 * DAY_MS,
  maxDeliveries: 0,
  maxHideMs: 12 * HOUR_MS,
  maxMessageBytes: 262_144,
};

const plan = (
  lines: readonly InputLine[],
  { settings = {}, fromMs = NOW_MS }: { settings?: Partial<QueueSettings>; fromMs?: number } = {},
) => {
  const queue = { ...SETTINGS, ...settings };
  return planInput(lines, {
    planner: plannerOf('hold', queue),
    convention: dueStampV1(queue),
    codec: jsonCodec(),
    nowMs: NOW_MS,
    fromMs,
  });
};
const after = (afterMs: number): Due => ({ kind: 'after', afterMs });
const at = (atMs: number): Due => ({ kind: 'at', atMs });
const message = (line: number, due: Due, { key = `k${line}`, body = null as unknown } = {}): InputLine => ({
  kind: 'parsed',
  line,
  key,
  body,
  due,
});

describe('due times', () => {
  test.each([
    ['relative to now', after(90_000), NOW_MS, NOW_MS + 90_000],
    ['relative to an earlier start', after(DAY_MS), NOW_MS - HOUR_MS, NOW_MS + DAY_MS - HOUR_MS],
    ['absolute, whatever the start', at(NOW_MS + 5), NOW_MS - HOUR_MS, NOW_MS + 5],
    ['never a fraction early', after(0.25), NOW_MS, NOW_MS + 1],
  ])('%s', (_name, due, fromMs, dueAtMs) => {
    expect(plan([message(1, due)], { fromMs }).ready).toEqual([
      { kind: 'ready', line: 1, key: 'k1', body: null, dueAtMs },
    ]);
  });
});

describe('problems', () => {
  test.each([
    [
      'past the retention',
      {},
      after(7 * DAY_MS),
      /^in 7d: refused, retention 7d .* latest due time that fits: 2026-11-29T23:59:30.000Z/,
    ],
    [
      'more holds than deliveries',
      { maxDeliveries: 10 },
      after(5 * DAY_MS),
      /10 holds and 3 attempts need 13 deliveries and the queue allows 10/,
    ],
    ['epoch seconds for milliseconds', {}, at(1_700_000_000), /^due time 1700000000: refused/],
    ['beyond what can be written', {}, after(1e300), /refused/],
  ])('%s: the refusal of the planner', (_name, settings, due, reason) => {
    const { ready, problems } = plan([message(4, due)], { settings });
    expect(ready).toEqual([]);
    expect(problems).toEqual([{ kind: 'refused', line: 4, reason: expect.stringMatching(reason) }]);
  });

  test('the last due time that fits is accepted', () => {
    expect(plan([message(1, after(7 * DAY_MS - 30_000))]).problems).toEqual([]);
  });

  test('the size counts the stamp as well', () => {
    const fits = plan([message(1, after(0), { body: 'x'.repeat(1_000) })], {
      settings: { maxMessageBytes: 2_000 },
    });
    const tooBig = plan([message(1, after(0), { body: 'x'.repeat(1_000) })], {
      settings: { maxMessageBytes: 1_100 },
    });
    expect(fits.problems).toEqual([]);
    expect(tooBig.problems).toMatchObject([
      { kind: 'refused', reason: expect.stringMatching(/^1\d\d\d bytes: refused.* 1100 bytes/) },
    ]);
  });

  test('a body too deep to encode is a reason, not a crash', () => {
    // How deep is too deep differs between versions of Node.js; a cycle is too deep for all of them.
    const body: unknown[] = [];
    body.push(body);
    expect(plan([message(1, after(0), { body })]).problems).toMatchObject([{ kind: 'invalid', line: 1 }]);
  });

  test('malformed and refused lines do not hide the good ones', () => {
    const malformed: InputLine = { kind: 'invalid', line: 1, reason: 'not JSON' };
    const { ready, problems } = plan([malformed, message(2, after(0)), message(3, after(30 * DAY_MS))]);
    expect(ready.map(({ line }) => line)).toEqual([2]);
    expect(problems.map(({ kind, line }) => [kind, line])).toEqual([
      ['invalid', 1],
      ['refused', 3],
    ]);
  });
});

describe('warnings', () => {
  test('repeated keys are allowed and told once', () => {
    const keys = ['a', 'b', 'a', 'b', 'a'];
    const { ready, warnings, repeatedKeys } = plan(
      keys.map((key, index) => message(index + 1, after(0), { key })),
    );
    expect([ready.length, repeatedKeys]).toEqual([5, 3]);
    expect(warnings).toEqual([
      expect.stringMatching(/^3 line\(s\) repeat a key, first "a" on lines 1 and 3/),
    ]);
  });

  test.each([
    ['none for a plain input', [message(1, after(0))], []],
    [
      'due already',
      [message(1, after(0)), message(2, at(NOW_MS - 1))],
      [/^1 message\(s\) are due already.* line 2$/],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(plan(lines).warnings).toEqual(expected.map((text) => expect.stringMatching(text)));
  });
});
