import type { EpochMs } from '../contracts/time.js';

/** What one file of a fence says. `free`: a claim that was given back, or taken back by its owner. */
export interface FenceRecord {
  readonly state: 'claimed' | 'done' | 'free';
  readonly token: string;
  readonly untilMs: EpochMs;
}

const STATES: readonly unknown[] = ['claimed', 'done', 'free'] satisfies FenceRecord['state'][];

export const formatRecord = ({ state, token, untilMs }: FenceRecord): string =>
  `${JSON.stringify({ v: 1, state, token, untilMs })}\n`;

export const parseRecord = (text: string): FenceRecord | 'unreadable' => {
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? record : 'unreadable';
  } catch {
    return 'unreadable';
  }
};

const isRecord = (value: unknown): value is FenceRecord =>
  typeof value === 'object' &&
  value !== null &&
  'v' in value &&
  value.v === 1 &&
  'state' in value &&
  STATES.includes(value.state) &&
  'token' in value &&
  typeof value.token === 'string' &&
  'untilMs' in value &&
  Number.isFinite(value.untilMs);
