export * from './base/index.js';
export type * from './contracts/index.js';
export { sleep } from './clock/sleep.js';
export { activityOf, CountedActivity, type ActivityState } from './consumer/activity.js';
export { serviceBackoffMs } from './consumer/backoff.js';
export { clampHideMs } from './consumer/clamp-hide.js';
export { Coalescer } from './consumer/coalescer.js';
export { consumerProfile, type ConsumerProfile } from './consumer/consumer-profile.js';
export { consumerRuntime, type ConsumerParts, type ConsumerRuntime } from './consumer/consumer-runtime.js';
export { journalledProducer } from './journal/journalled-producer.js';
export { journalling, type JournallingParts } from './journal/journalling.js';
export { JournalWriter, type JournalWriterParts } from './journal/journal-writer.js';
export { memoryJournal, type MemoryJournalOptions } from './journal/memory-journal.js';
export { storiesOf, storyOf, type Story, type StoryState } from './journal/story.js';
export { memoryFence, type MemoryFenceOptions } from './fence/memory-fence.js';
export { jsonCodec } from './consumer/json-codec.js';
export { KEEP_MARGIN_MS } from './consumer/keeper.js';
export { byteLength } from './consumer/message-size.js';
export { oneRun, type OneRun } from './consumer/one-run.js';
export { QueueTime } from './consumer/queue-time.js';
export type { Admitted, Verdict, Work } from './consumer/work.js';
export { admit } from './operators/admit.js';
export { consume, type ConsumeOptions } from './operators/consume.js';
export { fenced } from './operators/fenced.js';
export { handle, type Handling } from './operators/handle.js';
export { handleByType, route, type Route } from './operators/handle-by-type.js';
export { pipeline, type Middleware } from './operators/pipeline.js';
export { settle } from './operators/settle.js';
export { through, type HandlerOperator } from './operators/through.js';
export { timeLimit } from './operators/time-limit.js';
export { mintId } from './producer/message-id.js';
export {
  prepareMessage,
  type PreparedMessage,
  type PrepareParts,
  type Unsendable,
} from './producer/prepare.js';
export { queueProducer, type ProducerParts } from './producer/queue-producer.js';
export { sendPrepared, type Answered, type SendParts } from './producer/send-prepared.js';
