import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DeliveryRef } from '@snoozeq/queue-engine';
import type { QueueAddress } from '../queues/queue-address.js';

/** 225 bytes are exactly 300 base64url characters, the length that the service uses. */
const RECEIPT_BYTES = 225;
const SEQUENCE_BYTES = 6;
const COUNT_BYTES = 4;
const PAYLOAD_BYTES = SEQUENCE_BYTES + COUNT_BYTES;
const TAG_BYTES = 32;

/** Makes and reads receipts: opaque for clients, bound to queue or dead-letter queue, group, message and delivery, unreadable after any change. */
export interface ReceiptCodec {
  issue(queueId: string, ref: DeliveryRef): string;
  /** `undefined` for what was not issued for this address by this codec. */
  read(address: Pick<QueueAddress, 'queueId' | 'group' | 'area'>, receipt: string): DeliveryRef | undefined;
}

/** `secret`: fresh for each run, so that receipts of an earlier run are unreadable. */
export const createReceiptCodec = (secret: Buffer = randomBytes(32)): ReceiptCodec => {
  const filler = createHmac('sha512', secret).update('filler').digest();
  const template = Buffer.alloc(RECEIPT_BYTES);
  for (let at = PAYLOAD_BYTES + TAG_BYTES; at < RECEIPT_BYTES; at += filler.length) filler.copy(template, at);

  const issue = (queueId: string, ref: DeliveryRef): string => {
    const bytes = Buffer.from(template);
    bytes.writeUIntBE(ref.sequence, 0, SEQUENCE_BYTES);
    bytes.writeUInt32BE(ref.deliveryCount, SEQUENCE_BYTES);
    const payload = bytes.subarray(0, PAYLOAD_BYTES);
    createHmac('sha256', secret)
      .update(`${queueId}\n${ref.group}\n${ref.dead ? 'dead' : 'live'}\n`)
      .update(payload)
      .digest()
      .copy(bytes, PAYLOAD_BYTES);
    return bytes.toString('base64url');
  };

  const read: ReceiptCodec['read'] = ({ queueId, group, area }, receipt) => {
    const bytes = Buffer.from(receipt, 'base64url');
    if (bytes.length !== RECEIPT_BYTES) return undefined;
    const ref: DeliveryRef = {
      group,
      sequence: bytes.readUIntBE(0, SEQUENCE_BYTES),
      deliveryCount: bytes.readUInt32BE(SEQUENCE_BYTES),
      ...(area === 'dead' && { dead: true }),
    };
    const [sent, expected] = [Buffer.from(receipt), Buffer.from(issue(queueId, ref))];
    return sent.length === expected.length && timingSafeEqual(sent, expected) ? ref : undefined;
  };

  return { issue, read };
};
