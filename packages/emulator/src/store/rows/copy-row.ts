import type { CopyState } from '@snoozeq/queue-engine';
import { sealed } from './sealed.js';

const FLAG = { inFlight: 1, dead: 2, ownRef: 4, spared: 8 } as const;
/** Flags, delivery count, latest reference, instant. */
const ROW_BYTES = 1 + 4 + 4 + 8;

/** All of a copy but its group, which is in the key: a hide writes 21 bytes. */
export const copyRow = (
  key: Buffer,
  { area, place, deliveryCount, visibleAtMs, latestRef, spared }: CopyState,
): Buffer => {
  const bytes = Buffer.alloc(ROW_BYTES);
  bytes[0] =
    (place === 'in-flight' ? FLAG.inFlight : 0) |
    (area === 'dead' ? FLAG.dead : 0) |
    (latestRef === undefined ? 0 : FLAG.ownRef) |
    (spared ? FLAG.spared : 0);
  bytes.writeUInt32BE(deliveryCount, 1);
  bytes.writeUInt32BE(latestRef ?? 0, 5);
  bytes.writeDoubleBE(visibleAtMs, 9);
  return sealed(key, bytes);
};

/** The value comes without its seal. */
export const readCopyRow = (value: Buffer, group: string): CopyState => {
  const flags = value.readUInt8(0);
  return {
    group,
    area: flags & FLAG.dead ? 'dead' : 'live',
    place: flags & FLAG.inFlight ? 'in-flight' : 'visible',
    deliveryCount: value.readUInt32BE(1),
    visibleAtMs: value.readDoubleBE(9),
    ...(flags & FLAG.ownRef && { latestRef: value.readUInt32BE(5) }),
    ...(flags & FLAG.spared && { spared: true as const }),
  };
};
