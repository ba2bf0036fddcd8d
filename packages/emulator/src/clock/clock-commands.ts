import type { DurationMs, EpochMs } from '@snoozeq/core';
import { Fields } from '../http/fields.js';
import { invalidParameter, OciError } from '../http/oci-error.js';
import { isoTime } from '../messages/message-json.js';
import type { Course } from './course.js';
import { durationMs, ISO_DURATION } from './duration.js';
import type { SkippingClock } from './emulator-clock.js';
import { readInstant } from './instant.js';

/** Resolves when it has happened; with how far time went, when it was sent ahead. */
type Carry = (clock: SkippingClock, signal: AbortSignal) => Promise<DurationMs | void>;

/** The last millisecond that RFC 3339 can name. */
const END_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const RATES = { min: 0.001, max: 10_000 };
const AN_INSTANT = 'an instant as RFC 3339 has it, such as 2026-01-05T00:00:00Z';

const steer =
  (course: Partial<Course>): Carry =>
  (clock) =>
    clock.steer(course);

/** Sends time to the instant that `targetOf` names by the time at the start. */
const travel =
  (targetOf: (nowMs: EpochMs) => EpochMs): Carry =>
  (clock, signal) =>
    clock.travel((nowMs) => reachable(targetOf(nowMs), nowMs), signal);

/** How to read each command from its body, by its name, as in `POST /_emulator/clock/freeze`. */
const COMMANDS = {
  freeze: () => steer({ isFrozen: true }),
  resume: () => steer({ isFrozen: false }),
  scale: (body) => steer({ rate: given('rate', body.number('rate', RATES)) }),
  advance: (body) => {
    const byMs = durationOf(body);
    return travel((nowMs) => nowMs + byMs);
  },
  set: (body) => {
    const atMs = instantOf(body);
    return travel(() => atMs);
  },
  next: () => (clock, signal) => clock.travel(() => undefined, signal),
  skip: (body) => {
    const enabled = given('enabled', body.flag('enabled'));
    return async (clock) => void (clock.isSkipping = enabled);
  },
} as const satisfies Readonly<Record<string, (body: Fields) => Carry>>;

export type ClockCommand = keyof typeof COMMANDS;
export const CLOCK_COMMANDS = Object.keys(COMMANDS) as readonly ClockCommand[];

/** @throws OciError 400 for a body that does not say what the command needs, or says more */
export const readCommand = (name: ClockCommand, body: unknown): Carry => {
  const fields = new Fields('body', body ?? {});
  const carry = COMMANDS[name](fields);
  fields.checkNames();
  return carry;
};

const given = <T>(name: string, value: T | undefined): T => {
  if (value !== undefined) return value;
  throw invalidParameter(`body.${name} is missing. Send a JSON object with it.`);
};

const durationOf = (body: Fields): DurationMs => {
  const ms = body.wholeNumber('ms', { min: 0, max: END_MS });
  const text = body.text(
    'duration',
    ISO_DURATION,
    'a duration of weeks, days, hours, minutes and seconds, such as PT12H',
  );
  if (ms !== undefined && text !== undefined)
    throw invalidParameter('body has both ms and duration. Send one.');
  return ms ?? durationMs(given('ms, or body.duration,', text));
};

const instantOf = (body: Fields): EpochMs => {
  const text = given('at', body.text('at', /^.{1,40}$/, AN_INSTANT));
  const atMs = readInstant(text);
  if (atMs !== undefined) return atMs;
  throw invalidParameter(`body.at is ${JSON.stringify(text)}. Write ${AN_INSTANT}.`);
};

const reachable = (targetMs: EpochMs, nowMs: EpochMs): EpochMs => {
  if (targetMs > END_MS) {
    throw invalidParameter(
      `That is ${targetMs - END_MS} ms after ${isoTime(END_MS)}, the last instant there is. Go less far.`,
    );
  }
  if (targetMs >= Math.floor(nowMs)) return targetMs;
  throw new OciError(
    409,
    'Conflict',
    `body.at is ${isoTime(targetMs)}, but the clock is at ${isoTime(nowMs)} and never goes back. Send a later instant, or start another emulator.`,
  );
};
