import { systemClock } from '../clock/system-clock.js';
import type { Clock } from '../contracts/clock.js';
import type { Fence, FenceAnswer, FenceClaim } from '../contracts/fence.js';
import type { RandomSource } from '../contracts/random.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';
import { mintId } from '../producer/message-id.js';
import { cryptoRandom } from '../random/crypto-random.js';
import { FenceRecords, type Generation } from './fence-records.js';
import type { FenceRecord } from './fence-record.js';

export interface FileFenceOptions {
  /** A folder of a local disk, for this fence alone; made when it is missing. */
  readonly folder: string;
  /** Measures claims and marks; processes that share the folder must agree on it to a fraction of a lease. Default: system time. */
  readonly clock?: Clock;
  readonly random?: RandomSource;
}

/** As long as the longest lease: a process that was stopped for longer within a claim finds that claim lapsed. */
const GRACE_MS: DurationMs = 43_200_000;
/** Files that are looked at for each mark that is made: clears away faster than it fills. */
const SWEPT_PER_MARK = 4;
const MAX_TRIES = 20;

/**
 * A fence for the processes of one host, in a folder. Survives `kill -9`; what `done` has said survives a power cut. A file that
 * cannot be read counts as a claim that has just begun: its message waits for one lease and is then handled, perhaps again, and never
 * dropped. Not for network file systems.
 */
export const fileFence = ({
  folder,
  clock = systemClock,
  random = cryptoRandom,
}: FileFenceOptions): Fence => {
  const records = new FenceRecords(folder);

  const claim: Fence['claim'] = async (id, leaseMs) => {
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const nowMs = clock.now();
      const standing = standingOf(await healed(id, leaseMs), nowMs);
      if (standing.answer) return standing.answer;
      const number = standing.highest + 1;
      const token = `${number}.${mintId(random)}`;
      const record: FenceRecord = { state: 'claimed', token, untilMs: nowMs + leaseMs };
      if (!(await records.create(id, number, record))) continue;
      if ((await isAlone(id, number)) && clock.now() < record.untilMs)
        return { kind: 'won', claim: { id, token } };
      await free({ id, token });
    }
    throw new QueueError(
      'conflict',
      `A claim met others ${MAX_TRIES} times in a row. It will be tried again.`,
    );
  };

  /** The generations of an identity, each of them readable. */
  const healed = async (id: string, leaseMs: DurationMs): Promise<readonly Generation[]> => {
    const generations = await records.generations(id);
    const broken = generations.filter(({ record }) => record === 'unreadable');
    if (broken.length === 0) return generations;
    const record: FenceRecord = { state: 'claimed', token: mintId(random), untilMs: clock.now() + leaseMs };
    for (const { number } of broken) await records.replace(id, number, record);
    return generations.map((one) => (one.record === 'unreadable' ? { number: one.number, record } : one));
  };

  /** Whether no other generation runs: what two saw in a folder while files came and went may differ. */
  const isAlone = async (id: string, own: number): Promise<boolean> => {
    const others = (await records.generations(id)).filter(({ number }) => number !== own);
    return standingOf(others, clock.now()).answer === undefined;
  };

  const own = async ({ id, token }: FenceClaim): Promise<FenceRecord | undefined> => {
    const found = (await records.generations(id)).find(({ number }) => number === numberOf(token));
    return found && found.record !== 'unreadable' && found.record.token === token ? found.record : undefined;
  };

  const rewrite = ({ id, token }: FenceClaim, state: FenceRecord['state'], untilMs: EpochMs): Promise<void> =>
    records.replace(id, numberOf(token), { state, token, untilMs });

  const free = (ours: FenceClaim): Promise<void> => rewrite(ours, 'free', clock.now());

  const renew: Fence['renew'] = async (ours, leaseMs) => {
    const record = await own(ours);
    if (record?.state !== 'claimed' || record.untilMs <= clock.now()) return false;
    await rewrite(ours, 'claimed', clock.now() + leaseMs);
    if (await isAlone(ours.id, numberOf(ours.token))) return true;
    await free(ours);
    return false;
  };

  const done: Fence['done'] = async (ours, keepMs) => {
    // Also over a claim that is gone or was lost: any generation that is done counts.
    await rewrite(ours, 'done', clock.now() + keepMs);
    await records.sweep(ours.id, clock.now() - GRACE_MS, SWEPT_PER_MARK);
  };

  const release: Fence['release'] = async (ours) => {
    if ((await own(ours))?.state === 'claimed') await free(ours);
  };

  return {
    claim: (id, leaseMs) => asking(folder, claim(id, leaseMs)),
    renew: (ours, leaseMs) => asking(folder, renew(ours, leaseMs)),
    done: (ours, keepMs) => asking(folder, done(ours, keepMs)),
    release: (ours) => asking(folder, release(ours)),
  };
};

interface Standing {
  readonly highest: number;
  /** Absent: free for whoever creates the next generation. */
  readonly answer?: Exclude<FenceAnswer, { kind: 'won' }>;
}

/** Every generation counts, because its owner may have come back to it late; usually there is one. */
const standingOf = (generations: readonly Generation[], nowMs: EpochMs): Standing => {
  const highest = Math.max(0, ...generations.map(({ number }) => number));
  const live = generations.flatMap(({ record }) =>
    record !== 'unreadable' && record.untilMs > nowMs && record.state !== 'free' ? [record] : [],
  );
  if (live.length === 0) return { highest };
  if (live.some(({ state }) => state === 'done')) return { highest, answer: { kind: 'done' } };
  const untilMs = Math.max(...live.map((record) => record.untilMs));
  return { highest, answer: { kind: 'busy', forMs: untilMs - nowMs } };
};

const numberOf = (token: string): number => Number.parseInt(token, 10);

const asking = async <T>(folder: string, answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof QueueError) throw thrown;
    const text = String(thrown);
    throw new QueueError(
      'unavailable',
      `The fence in '${folder}' cannot be used: ${text}. Give a writable folder of a local disk with room left.`,
      { cause: thrown },
    );
  }
};
