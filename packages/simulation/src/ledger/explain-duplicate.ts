import type { Entry, Incident, Start } from './entry.js';
import { PATIENCE_TRIES, type Rules } from './rules.js';

/** Why a message may be handled again; the words of the report. */
export type DuplicateCause =
  'kill' | 'lost reply' | 'lease lost' | 'service' | 'relay' | 'deadline' | 'expiry';

/** A hide ends before the expiry of its message, so no lease reaches into its last steps: whoever works then is not alone. */
const LAST_STEPS_MS = 2_000;

/** A reply may take so long that its leases have ended when it comes. */
const LONGEST_REPLY_MS = 10_000;

/** Renewals begin when a third of the lease is left, and are tried again each second. */
const RENEWAL_SHARE = 3;

/**
 * Why there is a start after `first`, which completed or still runs. Undefined: nothing that happened explains it, so the
 * consumer is at fault.
 */
export const explainDuplicate = (
  entry: Entry,
  first: Start,
  next: Start,
  rules: Rules,
): DuplicateCause | undefined => {
  if (entry.expiresAtMs - next.atMs <= LAST_STEPS_MS) return 'expiry';
  const isCopy = next.copy !== first.copy;
  const concerned = isCopy
    ? entry.incidents
    : entry.incidents.filter(({ atMs }) => atMs >= first.atMs - rules.leaseMs - LONGEST_REPLY_MS);
  if (concerned.some(isKill)) return isCopy && entry.relays > 0 ? 'relay' : 'kill';
  if (concerned.some(({ kind }) => kind === 'cut-off')) return 'deadline';
  if (isCopy && concerned.some(({ operation }) => operation === 'send'))
    return entry.relays > 0 ? 'relay' : 'lost reply';
  if (concerned.some(({ kind }) => kind === 'duplicate' || kind === 'stale-receipt')) return 'service';
  if (isUnsettled(concerned, next, rules)) return 'lost reply';
  if (concerned.some(({ operation }) => operation === 'hide' || operation === 'receive')) return 'lease lost';
  return undefined;
};

const isKill = ({ kind }: Incident): boolean => kind === 'kill' || kind.startsWith('crash');

/** Given up as often as one may, or so near the end of the lease that the next try came too late. */
const isUnsettled = (incidents: readonly Incident[], next: Start, rules: Rules): boolean => {
  const acks = incidents.filter(({ operation }) => operation === 'ack');
  const last = acks.at(-1);
  return (
    acks.length >= PATIENCE_TRIES ||
    (last !== undefined && next.atMs - last.atMs <= rules.leaseMs / RENEWAL_SHARE)
  );
};
