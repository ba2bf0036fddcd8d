import type { GroupId, LookFilter, MessageCopy } from '@snoozeq/queue-engine';
import type { QueueContents } from '../queues/queue-contents.js';

/** What a scan needs of a queue. */
export interface ScannedQueue {
  contents(): Pick<QueueContents, 'lastSequence' | 'messageCount'>;
  look(filter: LookFilter): Iterable<MessageCopy>;
}

export interface ScanRequest {
  readonly group: GroupId;
  /** Only messages that were put after this one; 0: all. */
  readonly after: number;
}

/** Up to so many messages are read in one go and sorted, however far apart they are. */
const SMALL = 5_000;
/** What one slice of a larger queue takes: about a millisecond. */
const SLICE_COPIES = 500;
const SLICE_PROBES = 50_000;

/**
 * Messages of one group in the order of their puts, in slices between which other calls are served. What is moved or removed meanwhile
 * is seen as it was or as it is, never twice; what is put meanwhile is not seen.
 */
export async function* scanMessages(
  queue: ScannedQueue,
  { group, after }: ScanRequest,
): AsyncGenerator<readonly MessageCopy[], void, undefined> {
  const contents = queue.contents();
  if (contents.messageCount(group) <= SMALL) {
    const copies = [...queue.look({ group })].filter(({ message }) => message.sequence > after);
    yield copies.toSorted((a, b) => a.message.sequence - b.message.sequence);
    return;
  }
  const { lastSequence } = contents;
  for (let next = after + 1; next <= lastSequence;) {
    const slice: MessageCopy[] = [];
    const end = Math.min(lastSequence, next + SLICE_PROBES - 1);
    for (; next <= end && slice.length < SLICE_COPIES; next++)
      slice.push(...queue.look({ group, sequence: next }));
    yield slice;
    await breath();
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
