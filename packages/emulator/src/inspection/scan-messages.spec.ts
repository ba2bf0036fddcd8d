import { describe, expect, test } from '@jest/globals';
import type { MessageCopy } from '@snoozeq/queue-engine';
import { scanMessages, type ScannedQueue } from './scan-messages.js';

const aCopy = (sequence: number): MessageCopy => ({
  message: { sequence, content: '', createdAtMs: 0, expiresAtMs: 1 },
  group: 'primary',
  area: 'live',
  place: 'visible',
  deliveryCount: 0,
  visibleAtMs: 0,
});

/** Holds every message from 1 to `lastSequence` that `isThere`, and shows them in no order. */
const aQueue = (lastSequence: number, isThere: (sequence: number) => boolean = () => true) => {
  const sequences = Array.from({ length: lastSequence }, (_, at) => at + 1).filter(isThere);
  const probes: number[] = [];
  const queue: ScannedQueue = {
    contents: () => ({ lastSequence, messageCount: () => sequences.length }),
    look: ({ sequence }) => {
      if (sequence === undefined) return sequences.toReversed().map(aCopy);
      probes.push(sequence);
      return isThere(sequence) ? [aCopy(sequence)] : [];
    },
  };
  return { queue, sequences, probes };
};

const slicesOf = async (queue: ScannedQueue, after = 0): Promise<readonly (readonly number[])[]> => {
  const slices: number[][] = [];
  for await (const slice of scanMessages(queue, { group: 'primary', after })) {
    slices.push(slice.map(({ message }) => message.sequence));
  }
  return slices;
};

describe('a scan', () => {
  test.each([
    ['nothing', 0],
    ['a few messages', 7],
    ['many messages', 12_000],
  ])('of %s sees each once, in the order of the puts', async (_name, count) => {
    const { queue, sequences } = aQueue(count);
    expect((await slicesOf(queue)).flat()).toEqual(sequences);
  });

  test('of few messages that are far apart probes nothing', async () => {
    const { queue, sequences, probes } = aQueue(1_000_000, (sequence) => sequence % 100_000 === 0);
    expect((await slicesOf(queue)).flat()).toEqual(sequences);
    expect(probes).toEqual([]);
  });

  test('of many is cut into slices, of which none is large', async () => {
    const { queue } = aQueue(200_000, (sequence) => sequence > 190_000 || sequence < 1_000);
    const slices = await slicesOf(queue);
    expect(Math.max(...slices.map(({ length }) => length))).toBeLessThanOrEqual(500);
    expect(slices.length).toBeLessThan(40);
  });

  test.each([10, 12_000])('of %i goes on after a message', async (count) => {
    const { queue, sequences } = aQueue(count, (sequence) => sequence % 2 === 0 || sequence > 5);
    expect((await slicesOf(queue, 4)).flat()).toEqual(sequences.filter((sequence) => sequence > 4));
  });

  test('that is left early looks no further', async () => {
    const { queue, probes } = aQueue(12_000);
    for await (const slice of scanMessages(queue, { group: 'primary', after: 6_000 })) {
      expect(slice[0]?.message.sequence).toBe(6_001);
      break;
    }
    expect(probes).toHaveLength(500);
  });
});
