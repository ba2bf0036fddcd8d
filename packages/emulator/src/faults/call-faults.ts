import { OciError } from '../http/oci-error.js';
import type { Modes } from '../limits/modes.js';
import { staleReceipt } from '../rest/receipt-errors.js';
import type { Injection } from './decide-faults.js';

/** What the faults of one call ask of its operation. */
export interface CallFaults {
  /** The longest that its poll may wait, in queue time. */
  readonly pollMs: number;
  readonly order: 'oldest' | 'random';
  /** Entries of a batch that fail without being carried out, by their index. */
  readonly entryErrors: ReadonlyMap<number, OciError>;
}

export const NO_CALL_FAULTS: CallFaults = { pollMs: Infinity, order: 'oldest', entryErrors: new Map() };

export const callFaults = (injections: readonly Injection[], modes: Modes): CallFaults => {
  const entryErrors = new Map<number, OciError>();
  let { pollMs, order } = NO_CALL_FAULTS;
  for (const { rule, entries } of injections) {
    const { fault, name } = rule;
    if (fault.kind === 'early-poll') pollMs = Math.min(pollMs, fault.afterMs);
    if (fault.kind === 'disorder') order = 'random';
    if (fault.kind === 'partial-failure') {
      for (const entry of entries) entryErrors.set(entry, serverFailure(name));
    }
    if (fault.kind === 'stale-receipt')
      for (const entry of entries) entryErrors.set(entry, staleReceipt(modes));
  }
  return { pollMs, order, entryErrors };
};

const serverFailure = (rule: string): OciError =>
  new OciError(
    500,
    'InternalServerError',
    injectedText(rule, 'The entry was not carried out. Send it again.'),
  );

export const injectedText = (rule: string, remedy: string): string =>
  `Injected by the fault rule "${rule}". ${remedy}`;
