import assert from 'node:assert/strict';
import type {
  Delivery,
  OutgoingMessage,
  QueueTransport,
  ReceiveRequest,
  SettleStatus,
  SendStatus,
} from '@snoozeq/core';
import type { Harness } from '../harness/harness.js';

/** The lane that cases use when lanes are not their subject. */
export const LANE = 'ready';
/** The lease that cases use when they do not look at its length. */
export const LEASE_MS = 30_000;

/** Short polls that may come back empty although messages are there: the service promises no more. */
const TRIES = 20;

export type Asked = Partial<Omit<ReceiveRequest, 'waitMs'>>;

/** Sends contents to the lane; returns the ids in order. */
export const put = async (transport: QueueTransport, ...contents: readonly string[]): Promise<string[]> =>
  (await transport.send(contents.map((content) => ({ content, lane: LANE })))).map(idOf);

/** Sends one message as it is. */
export const putMessage = async (transport: QueueTransport, message: OutgoingMessage): Promise<void> => {
  only(await transport.send([message]));
};

/** The id of a stored message; fails when it was not stored. */
export const idOf = (status: SendStatus): string => {
  assert.equal(status.kind, 'stored');
  return status.kind === 'stored' ? status.id : '';
};

/** One short poll of a lane. */
export const look = (
  transport: QueueTransport,
  { limit = transport.capabilities.maxBatch, leaseMs = LEASE_MS, lane = LANE }: Asked = {},
): Promise<readonly Delivery[]> => transport.receive({ limit, waitMs: 0, leaseMs, lane });

/** Short polls until `count` deliveries are together; fails when they do not come. */
export const take = async (
  transport: QueueTransport,
  count: number,
  asked: Asked = {},
): Promise<readonly Delivery[]> => {
  const taken: Delivery[] = [];
  for (let left = TRIES; left > 0 && taken.length < count; left -= 1) {
    const limit = Math.min(count - taken.length, transport.capabilities.maxBatch);
    taken.push(...(await look(transport, { limit, ...asked })));
  }
  assert.equal(taken.length, count, `${count} deliveries were expected, ${taken.length} came`);
  return taken;
};

/** Receives the one message that must be there. */
export const takeOne = async (transport: QueueTransport, asked: Asked = {}): Promise<Delivery> =>
  only(await take(transport, 1, asked));

/** Fails when anything can be received from the lane. */
export const expectNothing = async (transport: QueueTransport, why: string): Promise<void> => {
  for (let left = 3; left > 0; left -= 1) {
    assert.deepEqual(
      (await look(transport)).map(({ message }) => message.id),
      [],
      why,
    );
  }
};

/** The single entry of a list. */
export const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  assert.ok(first !== undefined && list.length === 1, `one entry was expected, ${list.length} came`);
  return first;
};

/** Statuses as their kinds. */
export const kinds = (statuses: readonly SettleStatus[]): readonly string[] =>
  statuses.map(({ kind }) => kind);

/** Another client of the same queue. */
export const another = (harness: Harness): QueueTransport => harness.second?.() ?? harness.transport;
