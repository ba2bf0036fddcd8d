import type { RandomSource } from '@snoozeq/core';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const OCID_CHARACTERS = 60;

/** An Oracle resource id of the emulator's own region, such as `ocid1.queue.oc1.emulator.…`. */
export const createOcid = (kind: string, random: RandomSource): string => {
  const characters = Array.from(
    { length: OCID_CHARACTERS },
    () => BASE32[Math.floor(random() * BASE32.length)],
  );
  return `ocid1.${kind}.oc1.emulator.${characters.join('')}`;
};
