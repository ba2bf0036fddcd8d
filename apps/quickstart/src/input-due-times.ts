import { readFileSync } from 'node:fs';
import type { EpochMs } from '@snoozeq/core';
import { parseDuration, parseInstant } from '@snoozeq/delay-policy';
import { UserError } from './user-error.js';

interface TimedLine {
  readonly dueAt?: unknown;
  readonly in?: unknown;
  readonly offsetSeconds?: unknown;
}

/** The input as lines; the producer is the one that judges them. */
export const readInput = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .split('\n');
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError(`Input ${file} cannot be read (${code}). Name a file of JSON lines with --input.`);
  }
};

/** Whether any line names an absolute due time: then the emulator's week has to be the real one. */
export const hasAbsoluteTimes = (lines: readonly string[]): boolean =>
  lines.some((line) => line.includes('"dueAt"'));

/** Due time by line number, counted from 1; lines that cannot be read are left out. Independent of the producer's own reading. */
export const dueTimes = (lines: readonly string[], fromMs: EpochMs): ReadonlyMap<number, EpochMs> => {
  const due = new Map<number, EpochMs>();
  lines.forEach((text, index) => {
    const dueAtMs = dueOf(text, fromMs);
    if (dueAtMs !== undefined) due.set(index + 1, dueAtMs);
  });
  return due;
};

const dueOf = (text: string, fromMs: EpochMs): EpochMs | undefined => {
  const line = parse(text);
  if (typeof line?.offsetSeconds === 'number') return fromMs + line.offsetSeconds * 1_000;
  if (typeof line?.dueAt === 'string') return parseInstant(line.dueAt);
  if (typeof line?.in !== 'string') return undefined;
  const delayMs = parseDuration(line.in);
  return delayMs === undefined ? undefined : fromMs + delayMs;
};

const parse = (text: string): TimedLine | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};
