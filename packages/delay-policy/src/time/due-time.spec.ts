import { describe, expect, test } from '@jest/globals';
import type { SendOptions } from '@snoozeq/core';
import { readDueTime } from './due-time.js';
import { HOUR, NOW, SECOND } from '../spec-support/policy-input.js';

describe('reads', () => {
  test.each<[string, SendOptions, number]>([
    ['nothing as now', {}, NOW],
    ['a duration', { in: '1h' }, NOW + HOUR],
    ['no delay', { in: 0 }, NOW],
    ['milliseconds', { in: 90_000 }, NOW + 90 * SECOND],
    ['a fraction, rounded up', { in: 0.5 }, NOW + 1],
    ['an instant with an offset', { dueAt: '2026-01-05T02:00:00+01:00' }, NOW + HOUR],
    ['a Date', { dueAt: new Date(NOW + HOUR) }, NOW + HOUR],
    ['epoch milliseconds', { dueAt: NOW + HOUR }, NOW + HOUR],
    ['a due time in the past as it is', { dueAt: NOW - HOUR }, NOW - HOUR],
  ])('%s', (_what, options, dueAtMs) => expect(readDueTime(options, NOW)).toBe(dueAtMs));
});

describe('refuses', () => {
  test.each<[string, SendOptions, string]>([
    ['two due times', { in: '1h', dueAt: NOW }, 'give one of them'],
    ['a duration with spaces', { in: '3d 4h' }, '`in` "3d 4h": not a delay'],
    ['an empty duration', { in: '' }, '`in` ""'],
    ['a negative delay', { in: -1 }, '`in` -1'],
    ['an endless delay', { in: Number.POSITIVE_INFINITY }, '`in` Infinity'],
    ['a local time', { dueAt: '2026-01-05T02:00:00' }, '`dueAt` "2026-01-05T02:00:00": not an instant'],
    ['an invalid Date', { dueAt: new Date('never') }, '`dueAt` NaN'],
    ['no number', { dueAt: Number.NaN }, '`dueAt` NaN'],
  ])('%s', (_what, options, text) => expect(() => readDueTime(options, NOW)).toThrow(text));
});
