import { describe, expect, test } from '@jest/globals';
import { type ConsumerProfile, consumerProfile } from './consumer-profile.js';

type Setting = keyof ConsumerProfile;

/** Setting, least, most, and the step between two values. */
const ranges: readonly (readonly [Setting, number, number, number])[] = [
  ['concurrency', 1, 1_000, 1],
  ['pollers', 1, 10, 1],
  ['leaseMs', 3_000, 43_200_000, 1_000],
  ['waitMs', 0, 30_000, 1_000],
  ['settleAgeMs', 0, 1_000, 1],
  ['drainMs', 0, 60_000, 1],
  ['handlerDeadlineMs', 0, 3_600_000, 1],
  ['maxWaits', 0, 100_000, 1],
  ['lanePollers', 1, 10, 1],
  ['laneRefreshMs', 1_000, 3_600_000, 1],
  ['maxInFlight', 1_000, 1_000_000, 1],
];
const allowed = ranges.flatMap(([setting, least, most]) => [
  [setting, least] as const,
  [setting, most] as const,
]);
const refused = ranges.flatMap(([setting, least, most, step]) =>
  [least - step, most + step, least + 0.5, Number.NaN, Number.POSITIVE_INFINITY].map(
    (value) => [setting, value] as const,
  ),
);

describe('consumerProfile', () => {
  test('has a default for everything', () =>
    expect(consumerProfile()).toEqual({
      concurrency: 10,
      types: {},
      pollers: 1,
      lanes: ['ready'],
      leaseMs: 30_000,
      waitMs: 20_000,
      settleAgeMs: 20,
      drainMs: 1_000,
      handlerDeadlineMs: 25_000,
      maxWaits: 10_000,
      lanePollers: 3,
      laneRefreshMs: 60_000,
      maxInFlight: 100_000,
      deadLane: 'dead',
    }));

  test.each(allowed)('%s may be %d', (setting, value) =>
    expect(consumerProfile({ [setting]: value })[setting]).toBe(value),
  );

  test.each(refused)('%s may not be %d: the error names setting and value', (setting, value) =>
    expect(() => consumerProfile({ [setting]: value })).toThrow(
      expect.objectContaining({
        code: 'misconfigured',
        message: expect.stringContaining(`${setting} is ${value}`),
      }),
    ),
  );

  test.each<[Partial<ConsumerProfile>, string]>([
    [{ leaseMs: 3_500 }, 'whole seconds'],
    [{ waitMs: 1 }, 'whole seconds'],
    [{ lanes: [] }, 'name at least one channel'],
    [{ lanes: ['ready', 'dead'] }, "contains the dead lane 'dead'"],
    [{ lanes: ['graves'], deadLane: 'graves' }, "contains the dead lane 'graves'"],
    [{ types: { mail: {} } }, 'types.mail has no limit: give concurrency, rate, or both'],
    [
      { types: { mail: { concurrency: 0 } } },
      'types.mail.concurrency is 0: give a whole number from 1 to 1000',
    ],
    [{ types: { mail: { concurrency: 1.5 } } }, 'types.mail.concurrency is 1.5'],
    [{ types: { mail: { rate: { starts: 0, perMs: 1_000 } } } }, 'types.mail.rate.starts is 0'],
    [
      { types: { mail: { rate: { starts: 1, perMs: 99 } } } },
      'types.mail.rate.perMs is 99: give a whole number from 100',
    ],
    [
      { types: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`t${n}`, { concurrency: 1 }])) },
      'types names 101 types: give limits to at most 100',
    ],
  ])('%j is refused', (settings, text) =>
    expect(() => consumerProfile(settings)).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining(text) }),
    ),
  );

  test('every faulty setting is named at once', () => {
    const settings = { concurrency: 0, leaseMs: 3_500, drainMs: -1, lanes: [] };
    expect(() => consumerProfile(settings)).toThrow(
      /concurrency is 0.*drainMs is -1.*leaseMs is 3500.*lanes is empty/,
    );
  });

  test.each<[Partial<ConsumerProfile>]>([
    [{ lanes: 'any' }],
    [{ lanes: ['ready', 'far'] }],
    [{ deadLane: 'graves' }],
    [{ types: { mail: { concurrency: 2, rate: { starts: 10, perMs: 1_000 } } } }],
  ])('%j is taken over', (settings) => expect(consumerProfile(settings)).toMatchObject(settings));
});
