import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** What the emulator holds, by the key of the message: a list, since one that is there twice must be noticed. Costs no delivery. */
export const heldMessages = async (origin) => {
  const response = await fetch(new URL('/_emulator/snapshot', origin));
  if (!response.ok) throw new Error(`The emulator took no snapshot: ${response.status}`);
  const held = new Map();
  let queueId;
  for await (const text of createInterface({ input: Readable.fromWeb(response.body) })) {
    const line = JSON.parse(text);
    if (line.kind === 'messages') queueId = line.queueId;
    if (line.kind !== 'message') continue;
    const { key } = JSON.parse(line.message.content);
    const [{ area, place, deliveryCount, visibleAtMs }] = line.copies;
    const copy = { queueId, area, place, count: deliveryCount, visibleAfterMs: visibleAtMs };
    held.set(key, [...(held.get(key) ?? []), copy]);
  }
  return held;
};
