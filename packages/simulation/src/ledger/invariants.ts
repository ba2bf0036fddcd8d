import type { EpochMs, HandlerContext } from '@snoozeq/core';
import type { EngineChange, StoredMessage } from '@snoozeq/queue-engine';
import type { CopyRecord, Entry } from './entry.js';
import { PATIENCE_TRIES, type Rules } from './rules.js';
import type { Invariant } from './violation.js';

/** Each check says what is wrong, or nothing. */
type Finding = string | undefined;

/** A hold of a message that is not due ends when it is due at the latest, and is not cut short once it stands. */
export const checkHidden = (
  copy: CopyRecord,
  { atMs, visibleAfterMs }: Extract<EngineChange, { kind: 'hidden' }>,
  { leaseMs, slackMs }: Rules,
): Finding => {
  const { dueAtMs, entry, leasedAtMs, leaseUntilMs } = copy;
  if (dueAtMs === undefined || atMs >= dueAtMs || entry.incidents.length > 0) return undefined;
  const latestMs = Math.max(dueAtMs, atMs + leaseMs) + slackMs;
  if (visibleAfterMs > latestMs) return `hidden until ${visibleAfterMs - dueAtMs} ms after it is due`;
  const isHeld = leaseUntilMs > atMs && leaseUntilMs - leasedAtMs > leaseMs;
  if (isHeld && visibleAfterMs < leaseUntilMs)
    return `a hold is cut short by ${leaseUntilMs - visibleAfterMs} ms`;
  return undefined;
};

/** Holds are as many as the delay needs, for each copy. */
export const checkHolds = (entry: Entry, { maxHideMs }: Rules): Finding => {
  const { dueAtMs, storedAtMs, holds, relays, incidents } = entry;
  if (dueAtMs === undefined || storedAtMs === undefined) return undefined;
  const needed = Math.ceil((dueAtMs - storedAtMs) / maxHideMs) * (1 + relays);
  return holds > needed + incidents.length ? `held ${holds} times, and ${needed} would do` : undefined;
};

/** Each delivery leads to a hold or an attempt, unless something happened to it; some are still in hand. */
export const checkDeliveries = (entry: Entry): Finding => {
  const { deliveries, holds, releases, relays, starts, incidents } = entry;
  const explained = holds + releases + starts.length + incidents.length + 2 * (1 + relays);
  return deliveries > explained
    ? `delivered ${deliveries} times, and ${holds} holds and ${starts.length} attempts came of it`
    : undefined;
};

/** A handler is never told of more attempts than there were, unless deliveries got lost or were given back. */
export const checkAttempt = (
  entry: Entry,
  { attempt, holds }: HandlerContext,
  { countsUpdates }: Rules,
): Finding => {
  if (countsUpdates || entry.incidents.length > 0) return undefined;
  const { length: starts } = entry.starts;
  const isFewer = attempt < starts && holds === entry.holds && entry.relays === 0;
  return attempt > starts + entry.releases + entry.givenBack || isFewer
    ? `told to be attempt ${attempt}, and it is ${starts}`
    : undefined;
};

/** A copy has gone. Somebody must have handled the message, or another copy must be there. */
export const checkEnded = (entry: Entry, how: string): Finding =>
  entry.live > 0 || entry.dead > 0 || entry.completed > 0 || entry.isDropped
    ? undefined
    : `its last copy was ${how}, and no handler has completed`;

/** A message is given up for a reason that its handler gave, or after all its attempts. */
export const checkDeadLetter = (
  entry: Entry,
  { properties }: StoredMessage,
  { maxAttempts, countsUpdates }: Rules,
): Finding => {
  const { spec, starts, incidents, completed, releases, givenBack } = entry;
  if (maxAttempts === undefined || countsUpdates || completed > 0) return undefined;
  if (spec.way === 'poison' || spec.behaviour.kind === 'dead-letter') return undefined;
  // What goes round without a handler counts as an attempt where no hold was planned.
  if (starts.length + incidents.length + releases + givenBack >= maxAttempts) return undefined;
  return `given up after ${starts.length} of ${maxAttempts} attempts: ${properties?.['snoozeq-dead'] ?? 'no reason'}`;
};

interface Outage {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** What became of a message when all is over. */
export const checkLeft = (
  entry: Entry,
  rules: Rules,
  outages: readonly Outage[],
): { readonly invariant: Invariant; readonly text: string } | undefined => {
  const { publication, live, dead, completed, isDropped, expiredAtMs, deliveries } = entry;
  if (live > 0)
    return { invariant: 'held-for-ever', text: `still in the queue, after ${deliveries} deliveries` };
  if (publication !== 'sent' || completed > 0 || dead > 0 || isDropped) return undefined;
  if (expiredAtMs === undefined) return { invariant: 'lost', text: 'gone, and no handler has completed' };
  if (isExcused(entry, expiredAtMs, rules, outages)) return undefined;
  return { invariant: 'lost', text: 'expired, although consumers ran' };
};

/** Relays begin three leases before the expiry: room for two that go wrong. */
const isExcused = (
  { incidents, expiredInWork }: Entry,
  expiredAtMs: EpochMs,
  { leaseMs }: Rules,
  outages: readonly Outage[],
): boolean => {
  const marginMs = PATIENCE_TRIES * leaseMs;
  const inMargin = incidents.filter(({ atMs }) => atMs >= expiredAtMs - marginMs - leaseMs);
  const isLast = inMargin.some(({ atMs }) => atMs >= expiredAtMs - 2 * leaseMs);
  return (
    expiredInWork ||
    isLast ||
    inMargin.length >= 2 ||
    outages.some(({ fromMs, toMs }) => fromMs <= expiredAtMs - leaseMs && toMs >= expiredAtMs - 2 * leaseMs)
  );
};
