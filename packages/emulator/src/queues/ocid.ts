import type { RandomSource } from '@snoozeq/core';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const OCID_CHARACTERS = 60;
const QUEUE = 'ocid1.queue.';
const DEAD_LETTER_QUEUE = 'ocid1.queuedlq.';

/** An Oracle resource id of the emulator's own region, such as `ocid1.queue.oc1.emulator.…`. */
export const createOcid = (kind: string, random: RandomSource): string => {
  const characters = Array.from(
    { length: OCID_CHARACTERS },
    () => BASE32[Math.floor(random() * BASE32.length)],
  );
  return `ocid1.${kind}.oc1.emulator.${characters.join('')}`;
};

/** The id of a queue's dead-letter queue: that of the queue, with another kind. No API of OCI tells it; the form is assumed. */
export const deadLetterQueueId = (queueId: string): string => queueId.replace(QUEUE, DEAD_LETTER_QUEUE);

/** The queue that a dead-letter queue belongs to; `undefined` for any other id. */
export const ownerOfDeadLetters = (id: string): string | undefined =>
  id.startsWith(DEAD_LETTER_QUEUE) ? id.replace(DEAD_LETTER_QUEUE, QUEUE) : undefined;
