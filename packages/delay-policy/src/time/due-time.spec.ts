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
  ])('%s', (_what, options, dueAtMs) => expect(readDueTime(options, NOW)).toEqual({ dueAtMs }));

  test.each<[string, SendOptions, number]>([
    ['a time from now', { in: '1h', expiresIn: '2h' }, NOW + 2 * HOUR],
    ['an instant with an offset', { expiresAt: '2026-01-05T02:00:00+01:00' }, NOW + HOUR],
    ['a Date', { expiresAt: new Date(NOW + HOUR) }, NOW + HOUR],
    ['a fraction, rounded down', { expiresIn: 0.5 }, NOW],
    ['the due time itself', { dueAt: NOW + HOUR, expiresIn: '1h' }, NOW + HOUR],
  ])('an expiry: %s', (_what, options, expiresAtMs) =>
    expect(readDueTime(options, NOW)).toMatchObject({ expiresAtMs }),
  );
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
    ['two expiries', { expiresIn: '1h', expiresAt: NOW }, '`expiresIn` and `expiresAt` are both given'],
    ['a life that is no duration', { expiresIn: '1.5h' }, '`expiresIn` "1.5h": not a delay'],
    ['an expiry that is no instant', { expiresAt: 'at noon' }, '`expiresAt` "at noon": not an instant'],
    ['an expiry before the due time', { in: '2h', expiresIn: '90m' }, '30m before it is due'],
    ['an expiry that is over', { expiresAt: NOW - 1 }, 'expires at 2026-01-04T23:59:59.999Z, 1ms before'],
    ['no number', { dueAt: Number.NaN }, '`dueAt` NaN'],
  ])('%s', (_what, options, text) => expect(() => readDueTime(options, NOW)).toThrow(text));
});
