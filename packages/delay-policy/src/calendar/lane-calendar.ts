import type { DurationMs, EpochMs, LaneCalendar } from '@snoozeq/core';
import { formatDuration } from '../time/duration.js';
import { checkChannels, WIDTHS_MS } from './channel-budget.js';
import { isNameable, laneName, openingOf } from './lane-name.js';

export interface LaneCalendarOptions {
  /** How long the queue keeps a message. */
  readonly retentionMs: DurationMs;
  /** How much time one lane stands for: 1 minute to 1 day, a whole number of minutes that divides a day. Default 1 h. */
  readonly widthMs?: DurationMs;
  /**
   * `exact`: a lane opens before what is in it is due; one hold gives the exact instant. `late`: it opens when everything in it is
   * due, so that nothing is held and a message may be late by up to the width. Default `exact`.
   */
  readonly mode?: 'exact' | 'late';
  /** In an exact lane nothing is due earlier than this after its opening: the time to read and hold it all. Default 60 000. */
  readonly leadMs?: DurationMs;
  /** A lane that opens sooner than this is not published to any more; `ready` takes the message. Default 30 000. */
  readonly closingMs?: DurationMs;
  /** How far ahead lanes are filled. A message due later waits in the last one, and is held from there. Default: the retention. */
  readonly horizonMs?: DurationMs;
  /** The lease of the consumers: a due time that leaves less than this before the expiry needs a successor. Default 30 000. */
  readonly leaseMs?: DurationMs;
}

const READY = 'ready';
const MINUTE_MS = 60_000;
const DEFAULTS = {
  widthMs: 60 * MINUTE_MS,
  mode: 'exact',
  leadMs: MINUTE_MS,
  closingMs: 30_000,
  leaseMs: 30_000,
} as const;
/** How long before the expiry a lane of messages to relay should be open, so that a full one can be emptied. */
const RELAY_RESERVE_MS = 15 * MINUTE_MS;

/**
 * Lanes by due time, on the grid of UTC: no time zone and no daylight saving moves them. Throws a `RangeError` for settings that
 * cannot be, and for more lanes than a queue has channels.
 */
export const laneCalendar = (options: LaneCalendarOptions): LaneCalendar => {
  const settings = { ...DEFAULTS, horizonMs: options.retentionMs, ...options };
  check(settings);
  const { widthMs, closingMs } = settings;
  return {
    laneFor(dueAtMs, nowMs) {
      const opensAtMs = openingFor(dueAtMs, nowMs, settings);
      return opensAtMs > nowMs + closingMs && isNameable(opensAtMs) ? laneName(opensAtMs) : READY;
    },
    opensAtMs: openingOf,
    nextOpeningMs: (afterMs) => floorTo(widthMs, afterMs) + widthMs,
  };
};

type Settings = Required<LaneCalendarOptions>;

/** When the lane of a message opens; in the past for one that is due already. */
const openingFor = (dueAtMs: EpochMs, nowMs: EpochMs, settings: Settings): EpochMs => {
  const { widthMs, leadMs, mode, retentionMs, leaseMs, horizonMs } = settings;
  if (!(dueAtMs > nowMs)) return Number.NEGATIVE_INFINITY;
  const lastCallMs = nowMs + retentionMs - leaseMs;
  if (dueAtMs > lastCallMs) return floorTo(widthMs, nowMs + Math.min(horizonMs, reachMs(settings)));
  const lateMs = ceilTo(widthMs, dueAtMs);
  // A late lane that would open when its messages are about to expire: there the exact one has to do.
  const wantedMs = mode === 'late' && lateMs <= lastCallMs ? lateMs : floorTo(widthMs, dueAtMs - leadMs);
  return Math.min(wantedMs, floorTo(widthMs, nowMs + horizonMs));
};

/** How far ahead a message that will be relayed may sleep. The share of a short retention is the gate's, see `expiryMargin`. */
const reachMs = ({ retentionMs, leaseMs }: Settings): DurationMs =>
  retentionMs -
  Math.max(leaseMs, Math.min(Math.max(RELAY_RESERVE_MS, 3 * leaseMs), Math.floor(retentionMs / 4)));

const floorTo = (widthMs: DurationMs, ms: EpochMs): EpochMs => Math.floor(ms / widthMs) * widthMs;
const ceilTo = (widthMs: DurationMs, ms: EpochMs): EpochMs => Math.ceil(ms / widthMs) * widthMs;

const check = (settings: Settings): void => {
  const { widthMs, retentionMs, horizonMs } = settings;
  for (const name of ['retentionMs', 'horizonMs'] as const)
    if (!(settings[name] > 0 && settings[name] < Number.POSITIVE_INFINITY))
      throw refused(name, settings[name], 'give a length of time above 0');
  for (const name of ['leadMs', 'closingMs', 'leaseMs'] as const)
    if (!(settings[name] >= 0 && settings[name] < Number.POSITIVE_INFINITY))
      throw refused(name, settings[name], 'give 0 or more');
  if (!WIDTHS_MS.includes(widthMs))
    throw refused('widthMs', widthMs, 'give whole minutes that divide a day, such as 900000 for 15 minutes');
  if (horizonMs > retentionMs)
    throw refused('horizonMs', horizonMs, `the queue keeps messages for ${formatDuration(retentionMs)} only`);
  checkChannels(horizonMs, widthMs);
};

const refused = (name: keyof Settings, value: number, remedy: string): RangeError =>
  new RangeError(`lane calendar: ${name} is ${value} ms: ${remedy}`);
