import { systemClock } from '../clock/system-clock.js';
import type { Clock } from '../contracts/clock.js';
import type { Journal, JournalEntry } from '../contracts/journal.js';
import type { RandomSource } from '../contracts/random.js';
import { QueueError } from '../errors.js';
import { mintId } from '../producer/message-id.js';
import { cryptoRandom } from '../random/crypto-random.js';
import { formatLine, parseLine } from './journal-line.js';
import { JournalSegments } from './journal-segments.js';
import { matches, newest } from './matches.js';

export interface FileJournalOptions {
  /** A folder of a local disk, for this journal alone; made when it is missing. */
  readonly folder: string;
  /** Of all files together; beyond it the oldest are removed. An entry takes 150 to 300 bytes. Default 64 MiB, at least 64 KiB. */
  readonly maxBytes?: number;
  /** Names the files by their age. Default: system time. */
  readonly clock?: Clock;
  readonly random?: RandomSource;
}

const DEFAULT_MAX_BYTES = 67_108_864;
const LEAST_MAX_BYTES = 65_536;

/**
 * A journal for the processes of one host, in a folder of NDJSON files. What `append` has taken survives `kill -9`, not a power cut.
 * Reading reads all of it: for people, not for every message.
 *
 * @throws QueueError `misconfigured` for a `maxBytes` below 64 KiB
 */
export const fileJournal = ({
  folder,
  maxBytes = DEFAULT_MAX_BYTES,
  clock = systemClock,
  random = cryptoRandom,
}: FileJournalOptions): Journal => {
  if (!(maxBytes >= LEAST_MAX_BYTES)) {
    throw new QueueError(
      'misconfigured',
      `maxBytes of a journal is ${maxBytes}: give ${LEAST_MAX_BYTES} or more.`,
    );
  }
  const segments = new JournalSegments({ folder, maxBytes, writer: mintId(random).slice(0, 12) });
  // One after the other: two appends at once would begin two segments.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const done = turn.then(task);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    append: (entries) =>
      using(folder, () =>
        inTurn(async () => {
          if (entries.length > 0) await segments.append(entries.map(formatLine).join(''), clock.now());
        }),
      ),
    read: (query = {}) =>
      using(folder, async () => {
        const found: JournalEntry[] = [];
        const isAsked = matches(query);
        let unreadable = 0;
        for await (const text of segments.texts()) {
          for (const line of text.split('\n')) {
            if (line === '') continue;
            const entry = parseLine(line);
            if (entry === 'unreadable') unreadable += 1;
            else if (isAsked(entry)) found.push(entry);
          }
        }
        return { entries: newest(found, query), unreadable };
      }),
  };
};

const using = async <T>(folder: string, task: () => Promise<T>): Promise<T> => {
  try {
    return await task();
  } catch (thrown) {
    throw new QueueError(
      'unavailable',
      `The journal in '${folder}' cannot be used: ${String(thrown)}. Give a writable folder of a local disk with room left.`,
      { cause: thrown },
    );
  }
};
