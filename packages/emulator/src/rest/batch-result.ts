import type { DeliveryRef, UpdateStatus } from '@snoozeq/queue-engine';
import { invalidParameter, staleReceipt, unreadableReceipt, type OciError } from '../http/oci-error.js';

/** What became of one entry of an update or delete. */
export type EntryResult =
  { readonly kind: 'applied'; readonly json: string } | { readonly kind: 'failed'; readonly error: OciError };

/**
 * Carries out the entries whose receipts can be read, in one go, and puts the results back in the order of the request. Those that
 * are to fail with an injected error are left out.
 */
export const settleEntries = (
  refs: readonly (DeliveryRef | undefined)[],
  injected: ReadonlyMap<number, OciError>,
  settle: (
    readable: readonly { readonly ref: DeliveryRef; readonly index: number }[],
  ) => readonly UpdateStatus[],
  appliedJson: (applied: { readonly sequence: number; readonly visibleAfterMs: number }) => string,
): readonly EntryResult[] => {
  const readable = refs.flatMap((ref, index) => (ref && !injected.has(index) ? [{ ref, index }] : []));
  const statuses = new Map(settle(readable).map((status, at) => [readable[at]?.index, status]));
  return refs.map((ref, index) => {
    const status = statuses.get(index);
    if (status?.kind === 'applied') {
      const { message, visibleAfterMs } = status;
      return { kind: 'applied', json: appliedJson({ sequence: message.sequence, visibleAfterMs }) };
    }
    // The message was purged: the service still answers as if it were there.
    if (status?.kind === 'purged') return { kind: 'applied', json: appliedJson(status) };
    return { kind: 'failed', error: (ref && injected.get(index)) ?? entryError(status) };
  });
};

const entryError = (status: Exclude<UpdateStatus, { kind: 'applied' | 'purged' }> | undefined): OciError => {
  switch (status?.kind) {
    case undefined:
      return unreadableReceipt();
    case 'stale':
      return staleReceipt();
    case 'past-retention':
      return invalidParameter(
        'The message expires before the asked visibility ends. Ask for a visibility that ends before expireAfter.',
      );
    default:
      return status satisfies never;
  }
};

/** The reply of a batch: a failed entry carries an error, an applied one never has error fields, not even as null. */
export const batchJson = (results: readonly EntryResult[]): string => {
  const entries = results.map((result) =>
    result.kind === 'applied' ? result.json : errorJson(result.error),
  );
  const serverFailures = results.filter(
    (result) => result.kind === 'failed' && result.error.status >= 500,
  ).length;
  const clientFailures = failureCount(results) - serverFailures;
  return `{"serverFailures":${serverFailures},"clientFailures":${clientFailures},"entries":[${entries.join(',')}]}`;
};

export const failureCount = (results: readonly EntryResult[]): number =>
  results.filter(({ kind }) => kind === 'failed').length;

/** The number is assumed to be the status that the single operation would have. */
const errorJson = ({ status, message }: OciError): string =>
  JSON.stringify({ errorCode: status, errorMessage: message });
