import {
  byteLength,
  mintId,
  type Codec,
  type EpochMs,
  type Planner,
  type Refusal,
  type StampConvention,
} from '@snoozeq/core';
import type { InputLine, Parsed } from './shell/input-line.js';
import { inputWarnings, repeatedKeysOf } from './input-warnings.js';

/** A message that the planner has proved to fit. */
export interface Ready {
  readonly kind: 'ready';
  readonly line: number;
  readonly key: string;
  readonly body: unknown;
  /** Whole milliseconds. */
  readonly dueAtMs: EpochMs;
}

/** Why a line is not, or was not, published. */
export interface Problem {
  readonly kind: 'invalid' | 'refused' | 'failed';
  readonly line: number;
  readonly reason: string;
}

export interface PlannedInput {
  readonly ready: readonly Ready[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** Lines whose key an earlier line has. */
  readonly repeatedKeys: number;
}

export interface PlanningParts {
  readonly planner: Planner;
  readonly convention: StampConvention;
  readonly codec: Codec<unknown>;
  readonly nowMs: EpochMs;
  /** What relative due times count from. */
  readonly fromMs: EpochMs;
}

/** Plans every line, so that what cannot be sent is known before anything is. Pure. */
export const planInput = (lines: readonly InputLine[], parts: PlanningParts): PlannedInput => {
  const planned = lines.map((line) => planLine(line, parts));
  const ready = planned.filter((one) => one.kind === 'ready');
  const repeated = repeatedKeysOf(ready);
  return {
    ready,
    problems: planned.filter((one) => one.kind !== 'ready'),
    warnings: inputWarnings(ready, repeated, parts.nowMs),
    repeatedKeys: repeated.count,
  };
};

const planLine = (line: InputLine, parts: PlanningParts): Ready | Problem => {
  if (line.kind === 'invalid') return line;
  const { line: number, key, body, due } = line;
  // Rounded up, so that a fraction of a millisecond is never early.
  const dueAtMs = Math.ceil(due.kind === 'at' ? due.atMs : parts.fromMs + due.afterMs);
  const content = encoded(line, parts.codec);
  if (content === undefined)
    return { kind: 'invalid', line: number, reason: 'body is nested too deeply: flatten it' };
  const refusal = refusalOf({ key, content, dueAtMs }, parts);
  if (refusal) return { kind: 'refused', line: number, reason: refusal.message };
  return { kind: 'ready', line: number, key, body, dueAtMs };
};

const encoded = ({ body }: Parsed, codec: Codec<unknown>): string | undefined => {
  try {
    return codec.encode(body);
  } catch {
    return undefined;
  }
};

/** As long as a real one. */
const SAMPLE_ID = mintId(() => 0);

interface Draft {
  readonly key: string;
  readonly content: string;
  readonly dueAtMs: EpochMs;
}

const refusalOf = (
  { key, content, dueAtMs }: Draft,
  { planner, convention, nowMs }: PlanningParts,
): Refusal | undefined => {
  // The delay first: an instant that is out of range cannot be stamped, so there would be no size.
  const delay = planner.plan({ nowMs, dueAtMs, sizeBytes: 0 });
  if (delay.kind === 'refusal') return delay;
  const stamp = { id: SAMPLE_ID, key, dueAtMs, publishedAtMs: nowMs, attempts: 0, relays: 0 };
  const sizeBytes = byteLength({ ...convention.seal({ content }, stamp), lane: delay.lane });
  const plan = planner.plan({ nowMs, dueAtMs, sizeBytes });
  return plan.kind === 'refusal' ? plan : undefined;
};
