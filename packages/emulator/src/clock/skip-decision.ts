import type { EpochMs } from '@snoozeq/core';

/** A process that follows the clock and has a say in its jumps. Real times are on the host's monotonic clock. */
export interface Participant {
  readonly name: string;
  /** The last jump that it has seen. */
  readonly epoch: number;
  readonly idle: boolean;
  /** Request ids of its long polls whose replies it has not seen. */
  readonly waiting: readonly string[];
  readonly nextTimerMs: EpochMs | null;
  /** When it was last heard of. */
  readonly heardAtRealMs: number;
  /** Since when it has said that it is busy; absent while idle. */
  readonly busySinceRealMs?: number;
}

/** Requests that the service has received and not answered, by who sent them. */
export interface OpenRequests {
  /** Request ids by participant name. */
  readonly byParticipant: ReadonlyMap<string, ReadonlySet<string>>;
  /** Requests of anybody that are being worked on, long polls that wait apart. */
  readonly working: number;
}

export interface SkipView {
  readonly isEnabled: boolean;
  readonly epoch: number;
  readonly nowMs: EpochMs;
  readonly realMs: number;
  readonly participants: readonly Participant[];
  readonly open: OpenRequests;
  /** Clients that are no participants were heard of until then; a jump waits a little for what they do next. */
  readonly strangersUntilRealMs: number;
  /** The next thing that happens in a queue. */
  readonly nextEventMs: EpochMs | undefined;
}

/** An idle participant that is silent this long has died or stalled. */
export const SILENCE_MS = 2_000;
/** A participant that is busy this long must not hold time back for ever. */
export const BUSY_MS = 30_000;
/** How long a request of a stranger postpones a jump. */
export const STRANGER_MS = 50;

/** Whether a participant has no say any more: silent after it said idle, or busy for too long. */
export const isGone = (participant: Participant, realMs: number, busyMs = BUSY_MS): boolean =>
  participant.idle
    ? isSilent(participant, realMs)
    : realMs - (participant.busySinceRealMs ?? realMs) > busyMs;

/**
 * Whether a jump takes effect only when this participant has acknowledged it. So it is for one that has no say any more because it
 * is busy, as long as it is alive: its other calls must not get replies from a time that it does not know yet.
 */
export const mustAcknowledge = (participant: Participant, realMs: number): boolean =>
  !isGone(participant, realMs) || !isSilent(participant, realMs);

const isSilent = ({ heardAtRealMs }: Participant, realMs: number): boolean =>
  realMs - heardAtRealMs > SILENCE_MS;

/**
 * Where the clock may jump now, or `undefined` to let it run. Safe when every participant is idle since the last jump and both
 * sides agree on its open polls: then no request and no reply is on its way, and nothing can happen before the next event of a
 * queue or the next timer of a participant.
 */
export const skipTarget = (view: SkipView): EpochMs | undefined => {
  const { isEnabled, participants, open, nowMs, realMs, nextEventMs } = view;
  if (!isEnabled || participants.length === 0) return undefined;
  if (open.working > 0 || realMs < view.strangersUntilRealMs) return undefined;
  if (!participants.every((participant) => isQuiet(participant, view))) return undefined;
  const timers = participants.map(({ nextTimerMs }) => nextTimerMs ?? Number.POSITIVE_INFINITY);
  const targetMs = Math.min(nextEventMs ?? Number.POSITIVE_INFINITY, ...timers);
  return Number.isFinite(targetMs) && targetMs > nowMs ? targetMs : undefined;
};

/** Whether a participant is idle since the last move, and both sides agree on its open polls: nothing of it is on its way. */
export const isQuiet = (
  { name, epoch, idle, waiting }: Participant,
  view: Pick<SkipView, 'epoch' | 'open'>,
): boolean => {
  if (!idle || epoch !== view.epoch) return false;
  const open = view.open.byParticipant.get(name);
  return waiting.length === (open?.size ?? 0) && waiting.every((id) => open?.has(id));
};
