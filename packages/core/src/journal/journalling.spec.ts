import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../contracts/delivery.js';
import type { HandlerResult } from '../contracts/handler.js';
import type { JournalEntry } from '../contracts/journal.js';
import { admit } from '../operators/admit.js';
import { consume } from '../operators/consume.js';
import { handle } from '../operators/handle.js';
import { settle } from '../operators/settle.js';
import { aConsumer, quiet } from '../spec-support/a-consumer.js';
import { aDelivery, aMessage, HOUR_MS, LEASE_MS, NOW_MS } from '../spec-support/deliveries.js';
import { plainStamps } from '../spec-support/plain-stamps.js';
import { VirtualClock } from '../clock/virtual-clock.js';
import { journalling } from './journalling.js';

const BODY = 'the body of a message';
const aStamped = (properties: Record<string, string> = {}): Delivery =>
  aDelivery('a', {
    message: aMessage('a', {
      content: JSON.stringify(BODY),
      properties: { id: 'i', key: 'k', ...properties },
    }),
    deliveryCount: 3,
  });

/** Runs one delivery through a consumer, and returns what was written down. */
const written = async (
  delivery: Delivery,
  work: () => HandlerResult = () => undefined,
  prepare: (stage: ReturnType<typeof aConsumer>) => void = () => undefined,
): Promise<readonly JournalEntry[]> => {
  const entries: JournalEntry[] = [];
  const queueClock = new VirtualClock();
  const writer = { add: (entry: JournalEntry) => void entries.push(entry) };
  const events = journalling({ writer, convention: plainStamps, queueClock, by: 'consumer-1' });
  const stage = aConsumer({}, { events, queueClock });
  prepare(stage);
  const { runtime, transport } = stage;
  consume(runtime, (delivery$) =>
    delivery$.pipe(admit(runtime), handle(runtime, { handle: work }), settle(runtime)),
  ).subscribe();
  transport.answer([delivery]);
  await quiet();
  return entries;
};

const SUBJECT = { id: 'i', key: 'k', atMs: NOW_MS, by: 'consumer-1' };
const ATTEMPTED = { ...SUBJECT, kind: 'attempted', attempt: 3, deliveryCount: 3 };
const DUE_MS = NOW_MS + HOUR_MS;
const NOT_DUE = { due: `${DUE_MS}` };

describe('what is written of a delivery', () => {
  test('that is handled', async () => {
    expect(await written(aStamped({ due: `${NOW_MS}` }))).toEqual([
      { ...ATTEMPTED, dueAtMs: NOW_MS },
      { ...SUBJECT, kind: 'settled', as: 'completed', deliveryCount: 3, status: 'applied' },
    ]);
  });

  test('that is not due', async () => {
    expect(await written(aStamped(NOT_DUE))).toEqual([
      {
        ...SUBJECT,
        ...{ kind: 'held', from: 'gate', reason: 'not due', untilMs: DUE_MS, visibleAtMs: DUE_MS },
        ...{ deliveryCount: 3, status: 'applied' },
      },
    ]);
  });

  test('whose hide reaches less far than it is to wait: when the service lets it come back', async () => {
    const leaseUntilMs = NOW_MS + 1_000;
    const [entry] = await written(aStamped(NOT_DUE), undefined, ({ transport }) => {
      transport.onHide = async () => [{ kind: 'applied', leaseUntilMs }];
    });
    expect(entry).toMatchObject({ untilMs: DUE_MS, visibleAtMs: leaseUntilMs });
  });

  test('whose hide was not applied: it comes back when its lease ends', async () => {
    const [entry] = await written(aStamped(NOT_DUE), undefined, ({ transport }) => {
      transport.onHide = async () => [{ kind: 'lease-lost' }];
    });
    expect(entry).toMatchObject({ status: 'lease-lost', visibleAtMs: NOW_MS + LEASE_MS });
  });

  test('whose handler failed: a hold for its next attempt', async () => {
    const failing = () => Promise.reject(new Error(BODY));
    expect(await written(aStamped(), failing)).toMatchObject([ATTEMPTED, { kind: 'held', from: 'attempt' }]);
  });

  test.each([
    ['dead-lettered', { kind: 'dead-letter', reason: 'no such order' }, { reason: 'no such order' }],
    ['released', { kind: 'release' }, {}],
    ['relayed', { kind: 'defer', untilMs: NOW_MS + 13 * HOUR_MS }, { reason: 'deferred by its handler' }],
  ] as const)('that is %s by its handler', async (as, outcome, more) => {
    const entries = await written(aStamped(), () => outcome);
    expect(entries).toEqual([
      ATTEMPTED,
      { ...SUBJECT, kind: 'settled', as, deliveryCount: 3, status: 'applied', ...more },
    ]);
  });

  test('without a stamp: the id of the service serves for both names', async () => {
    const [entry] = await written(aDelivery('a'));
    expect(entry).toMatchObject({ id: '9007199254740993-a', key: '9007199254740993-a' });
  });

  test('a long reason is cut', async () => {
    const outcome = { kind: 'dead-letter', reason: 'x'.repeat(5_000) } as const;
    const [, entry] = await written(aStamped(), () => outcome);
    expect(entry).toMatchObject({ reason: 'x'.repeat(200) });
  });
});

test('no body is ever written, whatever becomes of the message', async () => {
  const outcomes: (() => HandlerResult)[] = [
    () => undefined,
    () => Promise.reject(new Error(`cannot read ${BODY}`)),
    () => ({ kind: 'defer', untilMs: NOW_MS + 13 * HOUR_MS }),
  ];
  for (const work of outcomes) expect(JSON.stringify(await written(aStamped(), work))).not.toContain(BODY);
  expect(JSON.stringify(await written(aStamped(NOT_DUE)))).not.toContain(BODY);
});
