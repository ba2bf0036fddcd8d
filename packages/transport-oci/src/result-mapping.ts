import { QueueError, type SendStatus, type SettleStatus } from '@snoozeq/core';
import { toEpochMs } from './mapping.js';
import { codeOfStatus, printable } from './wire-errors.js';

/** One entry of the result of a batch. A successful one has no error fields; null is taken as absent. */
interface ResultEntry {
  readonly id?: number | string | null | undefined;
  readonly expireAfter?: Date | string | null | undefined;
  readonly visibleAfter?: Date | string | null | undefined;
  readonly errorCode?: number | null | undefined;
  readonly errorMessage?: string | null | undefined;
}

/** What became of one put. How a put that fails in part looks is not documented: it is read like the other batches. */
export const toSendStatus = (operation: string, entry: ResultEntry | undefined): SendStatus => {
  if (entry?.id == null || hasError(entry)) return failed(operation, entry);
  const { id, expireAfter } = entry;
  return {
    kind: 'stored',
    id: String(id),
    ...(expireAfter ? { expiresAtMs: toEpochMs(expireAfter, 'expireAfter') } : {}),
  };
};

/** What became of one delete or update. The numbers in `errorCode` are not documented; they are read as HTTP statuses. */
export const toSettleStatus = (operation: string, entry: ResultEntry | undefined): SettleStatus => {
  if (entry && !hasError(entry)) return applied(entry);
  return entry && isLeaseLost(entry) ? { kind: 'lease-lost' } : failed(operation, entry);
};

const hasError = ({ errorCode, errorMessage }: ResultEntry): boolean =>
  errorCode != null || errorMessage != null;

const applied = ({ visibleAfter }: ResultEntry): SettleStatus => ({
  kind: 'applied',
  ...(visibleAfter ? { leaseUntilMs: toEpochMs(visibleAfter, 'visibleAfter') } : {}),
});

/** Seen on the service: 409 for a receipt that it could not find. */
const isLeaseLost = ({ errorCode, errorMessage }: ResultEntry): boolean =>
  errorCode === 404 || errorCode === 409 || (errorCode === 400 && /receipt/i.test(errorMessage ?? ''));

const failed = (operation: string, entry: ResultEntry | undefined): { kind: 'failed'; error: QueueError } => {
  const status = entry?.errorCode ?? undefined;
  // Without a number there is nothing to blame on the caller, so it may be tried again.
  const code = status === undefined ? 'unavailable' : codeOfStatus(status);
  const error = new QueueError(
    code,
    `${operation} answered ${status ?? 'nothing'} for this entry.${stated(operation, entry)}`,
  );
  return { kind: 'failed', error };
};

/** Never after a put: the service might quote the message. */
const stated = (operation: string, entry: ResultEntry | undefined): string =>
  entry?.errorMessage && operation !== 'putMessages'
    ? ` The service says: "${printable(entry.errorMessage)}".`
    : '';
