import { QueueError } from '@snoozeq/core';
import { drawOf } from '../scenario/draw.js';
import type { FaultKind } from './fault-kinds.js';
import type { Strike } from './fault-plan.js';

const failedEntry = () => ({
  kind: 'failed' as const,
  error: new QueueError('unavailable', 'simulated: this entry failed'),
});

/** What an entry is answered that a fault has struck. */
export const SPOILT: Readonly<Partial<Record<FaultKind, () => unknown>>> = {
  'partial-failure': failedEntry,
  'stale-receipt': () => ({ kind: 'lease-lost' }),
};

const PER_ENTRY: ReadonlySet<FaultKind> = new Set(['partial-failure', 'stale-receipt', 'duplicate']);

/** Whether a strike on a call hits this entry of it. */
export const isStruck = ({ kind, draw }: Strike, index: number): boolean =>
  !PER_ENTRY.has(kind) || drawOf(Math.floor(draw * 2 ** 31), index) < 0.5;

/** Makes the call for the entries that were spared, and answers for the others in their places. */
export const someOf = async <TEntry, TStatus>(
  entries: readonly TEntry[],
  struck: readonly boolean[],
  call: (entries: readonly TEntry[]) => Promise<readonly TStatus[]>,
  spoilt: () => TStatus,
): Promise<readonly TStatus[]> => {
  const spared = entries.filter((_, index) => !struck[index]);
  const statuses = [...(spared.length > 0 ? await call(spared) : [])];
  return entries.map((_, index) => (struck[index] ? spoilt() : (statuses.shift() as TStatus)));
};
