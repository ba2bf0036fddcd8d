import { crc32 } from 'node:zlib';

const SEAL_BYTES = 4;

/** Puts a checksum over key and value behind the value: what the disk changes by itself, or in the wrong row, is noticed. */
export const sealed = (key: Buffer, value: Buffer): Buffer => {
  const bytes = Buffer.allocUnsafe(value.length + SEAL_BYTES);
  value.copy(bytes);
  bytes.writeUInt32BE(crc32(value, crc32(key)), value.length);
  return bytes;
};

/** The value without its checksum; undefined when they do not fit. */
export const unsealed = (key: Buffer, bytes: Buffer): Buffer | undefined => {
  if (bytes.length < SEAL_BYTES) return undefined;
  const value = bytes.subarray(0, bytes.length - SEAL_BYTES);
  return crc32(value, crc32(key)) === bytes.readUInt32BE(value.length) ? value : undefined;
};

export const sealedJson = (key: Buffer, value: unknown): Buffer =>
  sealed(key, Buffer.from(JSON.stringify(value)));
