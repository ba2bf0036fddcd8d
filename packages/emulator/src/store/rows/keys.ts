/** The first byte of a key. Numbers that were ever used stay reserved. */
const KIND = {
  /** What belongs to the store as a whole, by name. */
  store: 1,
  /** Resources of the admin plane, by kind and id. */
  resource: 2,
  /** The compact number of a queue, by its id. */
  queueNumber: 3,
  /** The id of a consumer group, by its compact number. */
  group: 4,
  /** The last sequence of a queue. */
  sequence: 5,
  /** What is stored of a message, written once. */
  message: 6,
  /** The state of one group's copy, written with every hide. */
  copy: 7,
} as const;

const UINT16 = 2;
const UINT32 = 4;
const SEQUENCE_BYTES = 6;

/** Big-endian, so that the order of the bytes is the order of the numbers. */
const key = (kind: number, bytes: number, write: (buffer: Buffer) => void): Buffer => {
  const buffer = Buffer.alloc(1 + bytes, 0);
  buffer[0] = kind;
  write(buffer);
  return buffer;
};

const textKey = (kind: number, text: string): Buffer => Buffer.concat([Buffer.of(kind), Buffer.from(text)]);

export const storeKey = (name: string): Buffer => textKey(KIND.store, name);

/** A zero byte ends the kind: no kind is then the beginning of another's keys. */
export const resourceKey = (kind: string, id: string): Buffer => textKey(KIND.resource, `${kind}\0${id}`);

export const queueNumberKey = (queueId: string): Buffer => textKey(KIND.queueNumber, queueId);

export const groupKey = (queue: number, group: number): Buffer =>
  key(KIND.group, UINT32 + UINT16, (buffer) => buffer.writeUInt16BE(group, buffer.writeUInt32BE(queue, 1)));

export const sequenceKey = (queue: number): Buffer =>
  key(KIND.sequence, UINT32, (buffer) => buffer.writeUInt32BE(queue, 1));

export const messageKey = (queue: number, sequence: number): Buffer =>
  key(KIND.message, UINT32 + SEQUENCE_BYTES, (buffer) => {
    buffer.writeUIntBE(sequence, buffer.writeUInt32BE(queue, 1), SEQUENCE_BYTES);
  });

/** The copies of one message stand side by side, in the order of its message row. */
export const copyKey = (queue: number, sequence: number, group: number): Buffer =>
  key(KIND.copy, UINT32 + SEQUENCE_BYTES + UINT16, (buffer) => {
    const afterQueue = buffer.writeUInt32BE(queue, 1);
    buffer.writeUInt16BE(group, buffer.writeUIntBE(sequence, afterQueue, SEQUENCE_BYTES));
  });

export const sequenceOfKey = (messageOrCopyKey: Buffer): number =>
  messageOrCopyKey.readUIntBE(1 + UINT32, SEQUENCE_BYTES);

export const groupOfCopyKey = (copy: Buffer): number => copy.readUInt16BE(1 + UINT32 + SEQUENCE_BYTES);

export const groupOfGroupKey = (group: Buffer): number => group.readUInt16BE(1 + UINT32);

/** The text behind the first byte. */
export const textOfKey = (textual: Buffer): string => textual.toString('utf8', 1);

export interface KeyRange {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** Nothing that a key of a range begins with is `0xff`, so one more in the last byte is the end of the range. */
const beginningWith = (prefix: Buffer): KeyRange => {
  const to = Buffer.from(prefix);
  for (let last = to.length - 1; last >= 0; last -= 1) {
    const byte = to.readUInt8(last);
    to[last] = (byte + 1) % 256;
    if (byte < 255) break;
  }
  return { from: prefix, to };
};

const numbered = (kind: number, queue: number): KeyRange =>
  beginningWith(key(kind, UINT32, (buffer) => buffer.writeUInt32BE(queue, 1)));

export const resourceRange = (kind: string): KeyRange => beginningWith(textKey(KIND.resource, `${kind}\0`));
export const queueNumberRange: KeyRange = beginningWith(Buffer.of(KIND.queueNumber));
export const groupRange = (queue: number): KeyRange => numbered(KIND.group, queue);
export const messageRange = (queue: number): KeyRange => numbered(KIND.message, queue);
export const copyRange = (queue: number): KeyRange => numbered(KIND.copy, queue);

/** Everything that a restore replaces: all but the rows of the store itself. */
export const contentRange: KeyRange = { from: Buffer.of(KIND.resource), to: Buffer.of(KIND.copy + 1) };
