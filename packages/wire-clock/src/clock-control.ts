import type { DurationMs, EpochMs, QueueErrorCode } from '@snoozeq/core';
import { QueueError } from '@snoozeq/core/base';
import { clockUrl, unreachable } from './clock-url.js';
import type { ClockMove, ClockView } from './clock-view.js';

/** The emulator's clock in the hands of a test or a script. Every answer comes when what was asked for has happened. */
export interface ClockControl {
  look(): Promise<ClockView>;
  freeze(): Promise<ClockView>;
  resume(): Promise<ClockView>;
  /** @param rate queue time for each real millisecond, 0.001 to 10 000 */
  scale(rate: number): Promise<ClockView>;
  /** @param by milliseconds, or an ISO 8601 duration such as `PT12H` */
  advance(by: DurationMs | string): Promise<ClockMove>;
  /** @param at never before now; epoch milliseconds, or RFC 3339 such as `2026-01-05T00:00:00Z` */
  set(at: EpochMs | string): Promise<ClockMove>;
  /** To the next event; nowhere when nothing is to come. */
  next(): Promise<ClockMove>;
  /** Allows or forbids jumps while everybody is idle. */
  skip(enabled: boolean): Promise<ClockView>;
}

/**
 * Moves the clock of the emulator at `origin`. Its methods reject with `QueueError`: `unavailable` when no clock answers there,
 * `malformed` for a value that is refused, `conflict` for a time that is over.
 */
export const clockControl = (origin: string): ClockControl => {
  const move = (command: string, body: object = {}): Promise<ClockMove> =>
    call(origin, `/${command}`, { method: 'POST', body: JSON.stringify(body) });
  return {
    look: () => call(origin, '', {}),
    freeze: () => move('freeze'),
    resume: () => move('resume'),
    scale: (rate) => move('scale', { rate }),
    advance: (by) => move('advance', typeof by === 'string' ? { duration: by } : { ms: by }),
    set: (at) => move('set', { at: typeof at === 'string' ? at : isoTime(at) }),
    next: () => move('next'),
    skip: (enabled) => move('skip', { enabled }),
  };
};

/** What cannot be written as an instant goes as it is, to be refused with its value. */
const isoTime = (atMs: EpochMs): string => {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? String(atMs) : at.toISOString();
};

const CODES: Readonly<Record<number, QueueErrorCode>> = {
  403: 'unauthorised',
  404: 'not-found',
  409: 'conflict',
};

const codeOf = ({ status }: Response): QueueErrorCode =>
  status >= 500 ? 'unavailable' : (CODES[status] ?? 'malformed');

const call = async <T>(origin: string, path: string, init: RequestInit): Promise<T> => {
  const response = await fetch(clockUrl(origin) + path, init).catch((cause: unknown) => {
    throw unreachable(origin, cause);
  });
  const answer = (await response.json().catch((cause: unknown) => {
    throw unreachable(origin, cause);
  })) as T & { readonly message?: string };
  if (response.ok) return answer;
  throw new QueueError(codeOf(response), answer.message ?? `The clock answers ${response.status}.`);
};
