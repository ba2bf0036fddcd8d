import type { DeliveryRef, UpdateStatus } from '@snoozeq/queue-engine';
import { invalidParameter, type OciError } from '../http/oci-error.js';
import type { Modes } from '../limits/modes.js';
import { staleReceipt, unreadableReceipt } from './receipt-errors.js';

/** What became of one entry of an update or delete. */
export type EntryResult =
  { readonly kind: 'applied'; readonly json: string } | { readonly kind: 'failed'; readonly error: OciError };

export interface Settling {
  /** Carries out the entries whose receipts could be read, in one go. */
  readonly settle: (
    readable: readonly { readonly ref: DeliveryRef; readonly index: number }[],
  ) => readonly UpdateStatus[];
  readonly appliedJson: (applied: { readonly sequence: number; readonly visibleAfterMs: number }) => string;
  /** Entries that are to fail, by their index, and are not carried out. */
  readonly injected: ReadonlyMap<number, OciError>;
  readonly modes: Modes;
}

/** One result for each receipt, in the order of the request; `undefined`: the receipt could not be read. */
export const settleEntries = (
  refs: readonly (DeliveryRef | undefined)[],
  settling: Settling,
): readonly EntryResult[] => {
  const { settle, injected, modes } = settling;
  const readable = refs.flatMap((ref, index) => (ref && !injected.has(index) ? [{ ref, index }] : []));
  const statuses = new Map(settle(readable).map((status, at) => [readable[at]?.index, status]));
  return refs.map((ref, index) => {
    const status = statuses.get(index);
    return status
      ? resultOf(status, settling)
      : failed((ref && injected.get(index)) ?? unreadableReceipt(modes));
  });
};

const resultOf = (status: UpdateStatus, { appliedJson, modes }: Settling): EntryResult => {
  switch (status.kind) {
    case 'applied': {
      const { message, visibleAfterMs } = status;
      return { kind: 'applied', json: appliedJson({ sequence: message.sequence, visibleAfterMs }) };
    }
    case 'purged':
      // The service still answers as if the message were there.
      return { kind: 'applied', json: appliedJson(status) };
    case 'stale':
      return failed(staleReceipt(modes));
    case 'past-retention':
      return failed(pastRetention());
    default:
      return status satisfies never;
  }
};

const failed = (error: OciError): EntryResult => ({ kind: 'failed', error });

const pastRetention = (): OciError =>
  invalidParameter(
    'The message expires before the asked visibility ends. Ask for a visibility that ends before expireAfter.',
  );

/** The reply of a batch: a failed entry carries an error, an applied one never has error fields, not even as null. */
export const batchJson = (results: readonly EntryResult[], modes: Modes): string => {
  const entries = results.map((result) =>
    result.kind === 'applied' ? result.json : entryErrorJson(result.error, modes),
  );
  const serverFailures = results.filter(
    (result) => result.kind === 'failed' && result.error.status >= 500,
  ).length;
  const clientFailures = failureCount(results) - serverFailures;
  return `{"serverFailures":${serverFailures},"clientFailures":${clientFailures},"entries":[${entries.join(',')}]}`;
};

export const failureCount = (results: readonly EntryResult[]): number =>
  results.filter(({ kind }) => kind === 'failed').length;

/** In place of the entry that failed. */
export const entryErrorJson = ({ status, message }: OciError, { entryErrorCode }: Modes): string =>
  JSON.stringify({ errorCode: entryErrorCode === 'http-status' ? status : 1, errorMessage: message });
