import { describe, expect, test } from '@jest/globals';
import type { Hiding, Receipt } from '@snoozeq/core';
import type { models } from 'oci-queue';
import {
  toClockAheadMs,
  toDelivery,
  toPollMs,
  toPutEntry,
  toReceiveQuery,
  toRetryAfterMs,
  toSettings,
  toUpdateEntry,
} from './mapping.js';

const at = (iso: string): number => Date.parse(iso);

/** As the SDK hands it on: typed with numbers and dates, but strings at run time. */
const aWireMessage = (changes: object = {}): models.GetMessage =>
  ({
    id: '90071992627959052',
    content: 'hello',
    receipt: 'r-1',
    deliveryCount: 2,
    visibleAfter: '2026-11-22T10:00:30.250Z',
    expireAfter: '2026-11-23T10:00:00.000Z',
    createdAt: '2026-11-22T10:00:00.000Z',
    metadata: { channelId: 'ready', customProperties: { 'snoozeq-v': '1' } },
    ...changes,
  }) as unknown as models.GetMessage;

const request = { limit: 20, waitMs: 0, leaseMs: 30_000 };

describe('receive query', () => {
  test.each([
    [0, 0],
    [1, 1],
    [500, 1],
    [20_000, 20],
    [29_001, 30],
  ])('a wait of %i ms is a timeout of %i s', (waitMs, timeoutInSeconds) => {
    expect(toReceiveQuery({ ...request, waitMs }).timeoutInSeconds).toBe(timeoutInSeconds);
    expect(toPollMs({ ...request, waitMs })).toBe(timeoutInSeconds * 1_000);
  });

  test.each([
    [0, 0],
    [1_000, 1],
    [1_001, 2],
    [43_200_000, 43_200],
  ])('a lease of %i ms is a visibility of %i s', (leaseMs, visibilityInSeconds) =>
    expect(toReceiveQuery({ ...request, leaseMs }).visibilityInSeconds).toBe(visibilityInSeconds),
  );

  test('a lane is a channel filter, and none is none', () => {
    expect(toReceiveQuery({ ...request, lane: 'due-1' })).toHaveProperty('channelFilter', 'due-1');
    expect(toReceiveQuery(request)).not.toHaveProperty('channelFilter');
  });
});

describe('delivery', () => {
  test('carries every field', () =>
    expect(toDelivery(aWireMessage(), request)).toEqual({
      message: {
        id: '90071992627959052',
        content: 'hello',
        properties: { 'snoozeq-v': '1' },
        lane: 'ready',
        createdAtMs: at('2026-11-22T10:00:00.000Z'),
        expiresAtMs: at('2026-11-23T10:00:00.000Z'),
      },
      receipt: 'r-1',
      deliveryCount: 2,
      leaseUntilMs: at('2026-11-22T10:00:30.250Z'),
      servedAtMs: at('2026-11-22T10:00:00.250Z'),
    }));

  test('a message of the unnamed channel has no lane and no properties', () => {
    const { message } = toDelivery(aWireMessage({ metadata: undefined, createdAt: undefined }), request);
    expect(message.properties).toEqual({});
    expect(message).not.toHaveProperty('lane');
    expect(message).not.toHaveProperty('createdAtMs');
  });

  test.each([
    ['before the expiry', '2026-11-22T10:00:30.251Z', at('2026-11-22T10:00:00.250Z')],
    ['at the expiry', '2026-11-22T10:00:30.250Z', undefined],
    ['after the expiry', '2026-11-22T10:00:30.249Z', undefined],
  ])(
    "with the lease's end %s the served time is told only when it cannot be clamped",
    (_, expireAfter, servedAtMs) =>
      expect(toDelivery(aWireMessage({ expireAfter }), request).servedAtMs).toBe(servedAtMs),
  );

  test('the served time counts from the visibility that was sent, which is rounded up', () =>
    expect(toDelivery(aWireMessage(), { ...request, leaseMs: 29_100 }).servedAtMs).toBe(
      at('2026-11-22T10:00:00.250Z'),
    ));

  test.each(['soon', null, undefined])('an instant %p is refused as a passing failure', (visibleAfter) =>
    expect(() => toDelivery(aWireMessage({ visibleAfter }), request)).toThrow(
      expect.objectContaining({ code: 'unavailable', message: expect.stringContaining('visibleAfter') }),
    ),
  );

  test('takes instants that are dates already, with their milliseconds', () =>
    expect(
      toDelivery(aWireMessage({ visibleAfter: new Date('2026-11-22T10:00:30.250Z') }), request).leaseUntilMs,
    ).toBe(at('2026-11-22T10:00:30.250Z')));
});

test.each([
  [{ content: 'x' }, { content: 'x' }],
  [{ content: 'x', properties: {} }, { content: 'x' }],
  [
    { content: 'x', lane: 'ready' },
    { content: 'x', metadata: { channelId: 'ready' } },
  ],
  [
    { content: 'x', lane: 'ready', properties: { a: '1' } },
    { content: 'x', metadata: { channelId: 'ready', customProperties: { a: '1' } } },
  ],
])('message %j is put as %j', (message, entry) => expect(toPutEntry(message)).toEqual(entry));

test.each([
  [0, 0],
  [999, 0],
  [1_000, 1],
  [1_999, 1],
  [43_200_000, 43_200],
])('hiding for %i ms is a visibility of %i s', (forMs, visibilityInSeconds) => {
  const hiding: Hiding = { receipt: 'r' as Receipt, forMs };
  expect(toUpdateEntry(hiding)).toEqual({ receipt: 'r', visibilityInSeconds });
});

test.each([
  [undefined, undefined, undefined],
  ['7', undefined, 7_000],
  ['0', undefined, 0],
  ['Sun, 22 Nov 2026 10:00:09 GMT', 'Sun, 22 Nov 2026 10:00:00 GMT', 9_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 'Sun, 22 Nov 2026 10:00:00 GMT', 0],
  ['Sun, 22 Nov 2026 10:00:09 GMT', undefined, undefined],
  ['presently', 'Sun, 22 Nov 2026 10:00:00 GMT', undefined],
])('Retry-After %p at %p is %p ms', (value, date, ms) => expect(toRetryAfterMs(value, date)).toBe(ms));

test.each([
  ['Sun, 22 Nov 2026 10:00:00 GMT', 400_000],
  ['Sun, 22 Nov 2026 10:10:00 GMT', -200_000],
  [undefined, undefined],
])('against a reply of %p the clock is %p ms ahead', (date, ms) =>
  expect(toClockAheadMs(at('2026-11-22T10:06:40Z'), date)).toBe(ms),
);

test.each([
  [5, 5],
  [0, 0],
  [null, 0],
  [undefined, 0],
])('a delivery limit of %p is %i', (deadLetterQueueDeliveryCount, maxDeliveries) =>
  expect(
    toSettings(
      { retentionInSeconds: 86_400, deadLetterQueueDeliveryCount } as unknown as models.Queue,
      1_000,
    ),
  ).toEqual({ retentionMs: 86_400_000, maxDeliveries, maxHideMs: 43_200_000, maxMessageBytes: 1_000 }),
);
