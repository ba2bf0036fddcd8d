import type { StartRecord } from './records.js';

/** Why a message was started more than once. `unexplained` is a failure of ours. */
export type DuplicateCause = 'kill' | 'pause' | 'copy' | 'unexplained';

export interface Duplicates {
  readonly total: number;
  readonly byCause: Readonly<Partial<Record<DuplicateCause, number>>>;
}

/**
 * Explains every start after the first one of a message from what was written down. `kill`: the process that had started it was
 * killed. `pause`: the lease of the start before had ended. `copy`: another message of the service with the same identity, as a
 * put whose reply was lost, or a relay, leaves behind.
 *
 * @param starts of one run, in any order
 * @param killed names of the consumers that were killed
 */
export const duplicatesOf = (starts: readonly StartRecord[], killed: ReadonlySet<string>): Duplicates => {
  const causes = [...groupById(starts).values()].flatMap((same) => causesOf(same, killed));
  const byCause: Partial<Record<DuplicateCause, number>> = {};
  for (const cause of causes) byCause[cause] = (byCause[cause] ?? 0) + 1;
  return { total: causes.length, byCause };
};

const groupById = (starts: readonly StartRecord[]): ReadonlyMap<string, readonly StartRecord[]> => {
  const groups = new Map<string, StartRecord[]>();
  for (const start of starts) {
    const group = groups.get(start.id);
    if (group) group.push(start);
    else groups.set(start.id, [start]);
  }
  return groups;
};

const causesOf = (starts: readonly StartRecord[], killed: ReadonlySet<string>): readonly DuplicateCause[] => {
  const inOrder = starts.toSorted((one, other) => one.atMs - other.atMs);
  return inOrder.slice(1).map((start, index) => causeOf(inOrder[index] as StartRecord, start, killed));
};

const causeOf = (before: StartRecord, start: StartRecord, killed: ReadonlySet<string>): DuplicateCause => {
  if (start.serviceId !== before.serviceId) return 'copy';
  if (killed.has(before.consumer)) return 'kill';
  return start.atMs >= before.leaseUntilMs ? 'pause' : 'unexplained';
};
