import { describe, expect, test } from '@jest/globals';
import { consumerProfile, type ConsumerProfile, type QueueSettings } from '@snoozeq/core';
import { SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { startUpFaults } from './start-up-faults.js';
import type { StartUp } from './start-up.js';

interface Case {
  readonly strategy?: StartUp['strategy'];
  readonly settings?: Partial<QueueSettings>;
  readonly planner?: StartUp['planner'];
  readonly profile?: Partial<ConsumerProfile>;
}

const faultsOf = ({ strategy = 'hold', settings, planner, profile }: Case) =>
  startUpFaults({
    strategy,
    settings: { ...SETTINGS, ...settings },
    nowMs: NOW,
    ...(planner && { planner }),
    ...(profile && { profile: consumerProfile(profile) }),
  });

describe('a producer that could not plan a single second', () => {
  test.each<[string, Case, string, string]>([
    [
      'no retention beside the handling',
      { settings: { retentionMs: 30 * SECOND } },
      'retention',
      'retention 30s',
    ],
    ['one delivery', { settings: { maxDeliveries: 1 } }, 'deliveries', 'the queue allows 1'],
    [
      'attempts that use the limit up',
      { settings: { maxDeliveries: 3 } },
      'deliveries',
      '1 hold and 3 attempts',
    ],
    [
      'more attempts than any limit',
      { settings: { maxDeliveries: 20 }, planner: { reservedAttempts: 20 } },
      'deliveries',
      'to 0 (no limit)',
    ],
    ['no hide at all', { settings: { maxHideMs: 0 } }, 'longest-hide', 'cannot hide'],
    ['a setting that is no number', { settings: { retentionMs: Number.NaN } }, 'settings', 'retentionMs NaN'],
    [
      'nothing for any strategy',
      { strategy: 'auto', settings: { maxDeliveries: 1 } },
      'deliveries',
      'the queue allows 1',
    ],
    [
      'too many lanes',
      { strategy: 'lane', planner: { lanes: { widthMs: MINUTE } } },
      'channels',
      'lanes of 1m over 7d: refused, they need 10083 channels and a queue has 256. Make them 40m wide',
    ],
  ])('%s', (_what, one, rule, text) => {
    expect(faultsOf(one)).toMatchObject([{ rule, message: expect.stringContaining(text) }]);
  });
});

describe('a consumer that could not hold what is not due', () => {
  test.each<[string, Case, string, string]>([
    [
      'a lease beyond the longest hide',
      { settings: { maxHideMs: HOUR }, profile: { leaseMs: 2 * HOUR } },
      'longest-hide',
      'leaseMs 7200000 (2h): refused, the queue hides a message for at most 1h',
    ],
    [
      'a retention shorter than a lease',
      { settings: { retentionMs: 20 * SECOND }, profile: {} },
      'retention',
      'leaseMs 30000 (30s): refused, the queue keeps messages for 20s only',
    ],
    [
      'one delivery',
      { settings: { maxDeliveries: 1 }, profile: {} },
      'deliveries',
      'deadLetterQueueDeliveryCount 1',
    ],
    [
      'hides too short to renew',
      { strategy: 'keeper', settings: { maxHideMs: MINUTE }, profile: {} },
      'longest-hide',
      'it renews a hide 1m before its end',
    ],
    [
      'every channel, with lanes',
      { strategy: 'lane', profile: { lanes: 'any' } },
      'settings',
      `lanes 'any': refused`,
    ],
    [
      'too many lanes',
      { strategy: 'auto', planner: { lanes: { widthMs: MINUTE } }, profile: {} },
      'channels',
      '40m',
    ],
  ])('%s', (_what, one, rule, text) => {
    expect(faultsOf(one)).toMatchObject([{ rule, message: expect.stringContaining(text) }]);
  });
});

test.each<[string, Case]>([
  ['a producer on an ordinary queue', {}],
  ['a producer with just enough deliveries', { settings: { maxDeliveries: 4 } }],
  ['relays need no reserve', { strategy: 'relay', settings: { maxDeliveries: 2 } }],
  ['auto relays where nothing else fits', { strategy: 'auto', settings: { maxDeliveries: 2 } }],
  [
    'lanes as many as there are channels',
    { strategy: 'lane', settings: { retentionMs: DAY }, planner: { lanes: { widthMs: 6 * MINUTE } } },
  ],
  [
    'narrow lanes of a calendar that ends early',
    { strategy: 'lane', planner: { lanes: { widthMs: MINUTE, horizonMs: 4 * HOUR } } },
  ],
  ['a consumer on an ordinary queue', { profile: {} }],
  ['a consumer with two deliveries', { settings: { maxDeliveries: 2 }, profile: {} }],
  ['a consumer of a short retention', { settings: { retentionMs: 32 * SECOND }, profile: {} }],
  ['every channel, with holds', { profile: { lanes: 'any' } }],
])('starts: %s', (_what, one) => expect(faultsOf(one)).toEqual([]));
