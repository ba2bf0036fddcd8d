import { QueueError, type QueueErrorCode, type Receipt, type SettleStatus } from '@snoozeq/core';
import type { StompSession } from './session/stomp-session.js';

/**
 * Sends an ACK or NACK for each receipt, all at once. A stale one is an ERROR that ends the connection, and takes the frames behind
 * it along: those are sent again over the next one, as long as each round settles something. One whose confirmation was lost that
 * way may have been carried out, and is then told as lost the second time.
 *
 * @throws QueueError when a round settles nothing
 */
export const settleReceipts = async (
  session: StompSession,
  command: 'ACK' | 'NACK',
  receipts: readonly Receipt[],
): Promise<readonly SettleStatus[]> => {
  const settled = new Map<Receipt, SettleStatus>();
  let open = receipts;
  while (open.length > 0) {
    const outcomes = await Promise.all(
      open.map((id) => session.confirmed({ command, headers: { id } }).then(APPLIED, statusOrError)),
    );
    const errors = outcomes.flatMap((outcome, index) => {
      if (outcome instanceof QueueError) return [outcome];
      settled.set(receiptAt(open, index), outcome);
      return [];
    });
    if (errors.length === open.length) throw errors[0];
    open = open.filter((receipt) => !settled.has(receipt));
  }
  return receipts.map((receipt) => settled.get(receipt) ?? { kind: 'lease-lost' });
};

const APPLIED = (): SettleStatus => ({ kind: 'applied' });

/** What an ERROR says about the one frame that it names. */
const ABOUT_ONE: ReadonlySet<QueueErrorCode> = new Set(['conflict', 'not-found']);

const statusOrError = (thrown: unknown): SettleStatus | QueueError => {
  const error = QueueError.from(thrown);
  if (ABOUT_ONE.has(error.code)) return { kind: 'lease-lost' };
  return error.code === 'malformed' ? { kind: 'failed', error } : error;
};

const receiptAt = (receipts: readonly Receipt[], index: number): Receipt => {
  const receipt = receipts[index];
  if (receipt === undefined) throw new RangeError(`there is no receipt ${index}`);
  return receipt;
};
