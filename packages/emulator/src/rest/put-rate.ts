import type { PutEntry } from '@snoozeq/queue-engine';
import type { EmulatorContext } from '../http/emulator-context.js';
import { messageBytes } from '../messages/message-size.js';
import type { QueueAddress } from '../queues/queue-address.js';

/** Counts the bytes, which have passed whatever becomes of them. @throws OciError 429 when more have passed than the rate allows */
export const requirePutRate = (
  entries: readonly PutEntry[],
  { live, resource }: QueueAddress,
  { traffic }: Pick<EmulatorContext, 'traffic'>,
): void => {
  const { in: rate } = traffic.of(live);
  for (const { channel } of entries) rate.requireOpen(resource, channel);
  for (const entry of entries) rate.passed(messageBytes(entry), resource, entry.channel);
};
