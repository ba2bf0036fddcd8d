import type { DeliveredMessage, EngineChange, EngineSettings, GetRequest } from '../contracts/index.js';
import { createEngine } from '../engine.js';
import type { QueueEngine } from '../queue-engine.js';

/** Retention 1 000 ms, no dead-lettering, and a random source that picks the first channel. */
export const anEngine = (settings: Partial<EngineSettings> = {}, random = () => 0): QueueEngine =>
  createEngine({ settings: { retentionMs: 1_000, maxDeliveries: 0, ...settings }, random });

/** Puts one message per name, in the unnamed channel, with the name as its content. */
export const putNamed = (engine: QueueEngine, names: string, nowMs: number): void => {
  engine.put(
    [...names].map((content) => ({ content })),
    nowMs,
  );
};

export const getOne = (
  engine: QueueEngine,
  nowMs: number,
  request: Partial<GetRequest> = {},
): DeliveredMessage => {
  const [delivered] = engine.get({ limit: 1, visibilityMs: 10, ...request }, nowMs).messages;
  if (delivered === undefined) throw new Error(`nothing was visible at ${nowMs}`);
  return delivered;
};

/** The contents that a peek sees, joined; a peek counts as a delivery. */
export const peekAll = (engine: QueueEngine, nowMs: number, channel?: string): string =>
  engine
    .get({ limit: 1_000, visibilityMs: 0, ...(channel !== undefined && { channel }) }, nowMs)
    .messages.map(({ message }) => message.content)
    .join('');

const sequenceOf = (change: EngineChange): number => {
  if ('message' in change) return change.message.sequence;
  return 'ref' in change ? change.ref.sequence : change.sequence;
};

/** `12 lapsed 3`: at 12, message 3. */
export const told = (changes: readonly EngineChange[]): readonly string[] =>
  changes.map((change) => `${change.atMs} ${change.kind} ${sequenceOf(change)}`);

/** The contents in the dead-letter queue, in the order of their dying. */
export const deadContents = (engine: QueueEngine): string =>
  [...engine.look({ area: 'dead' })]
    .sort((a, b) => a.visibleAtMs - b.visibleAtMs)
    .map(({ message }) => message.content)
    .join('');
