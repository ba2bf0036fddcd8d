import type {
  Activity,
  Clock,
  DelayPolicy,
  DueTimeReader,
  EventSink,
  Fence,
  Journal,
  HandlerContext,
  LaneCalendar,
  MessageHandler,
  Planner,
  Producer,
  QueueInspection,
  QueueSettings,
  QueueTransport,
  RandomSource,
  StampConvention,
} from '../contracts/index.js';
import type { Codec } from '../contracts/codec.js';
import type { ConsumerProfile } from '../consumer/consumer-profile.js';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { JournalWriter } from '../journal/journal-writer.js';
import type { ConsumerDefinition } from './consumers/queue-consumer.js';
import { token } from './token.js';

/** Measures due times, holds, leases and lateness. */
export const QUEUE_CLOCK = token<Clock>('@snoozeq/core/QueueClock');
/** Measures request deadlines, back-off, settle linger and drain. */
export const PROCESS_CLOCK = token<Clock>('@snoozeq/core/ProcessClock');
export const RANDOM = token<RandomSource>('@snoozeq/core/Random');
export const ACTIVITY = token<Activity>('@snoozeq/core/Activity');
export const TRANSPORT = token<QueueTransport>('@snoozeq/core/Transport');
/** Where dead letters go when not to a lane of the same queue. */
export const DEAD_LETTER_TRANSPORT = token<QueueTransport>('@snoozeq/core/DeadLetterTransport');
/** Looks at the queue without taking anything from it. */
export const QUEUE_INSPECTION = token<QueueInspection>('@snoozeq/core/QueueInspection');
/** The settings of the queue, as `GetQueue` tells them. */
export const QUEUE_SETTINGS = token<QueueSettings>('@snoozeq/core/QueueSettings');
/** The pluggable step: what happens to a delivery before a handler may see it, and after one failed. */
export const DELAY_POLICY = token<DelayPolicy>('@snoozeq/core/DelayPolicy');
/** The wire convention of the due stamp. */
export const DUE_STAMP = token<StampConvention>('@snoozeq/core/DueStamp');
/** Where delayed messages wait unread, and from when a lane is read; without one everything goes through `ready`. */
export const LANE_CALENDAR = token<LaneCalendar>('@snoozeq/core/LaneCalendar');
/** Lets only one of two copies of a message through; without one, duplicates are the handler's to recognise. */
export const FENCE = token<Fence>('@snoozeq/core/Fence');
/** Keeps what became of messages; without one, nothing is kept. */
export const JOURNAL = token<Journal>('@snoozeq/core/Journal');
/** Stands before the journal, so that nothing waits for it; its `flush` is called when the container is unbound. */
export const JOURNAL_WRITER = token<JournalWriter>('@snoozeq/core/JournalWriter');
/** How a due time may be written. */
export const DUE_TIME_READER = token<DueTimeReader>('@snoozeq/core/DueTimeReader');
export const PLANNER = token<Planner>('@snoozeq/core/Planner');
/** Subscribers of consumer events; bind as many as you like. */
export const EVENT_SINK = token<EventSink>('@snoozeq/core/EventSink');
export const CONSUMER_PROFILE = token<ConsumerProfile>('@snoozeq/core/ConsumerProfile');
export const CODEC = token<Codec<unknown>>('@snoozeq/core/Codec');
export const HANDLER = token<MessageHandler<unknown>>('@snoozeq/core/Handler');
/** A consumer put together, for the operators `admit`, `handle`, `settle` and `consume`. */
export const CONSUMER = token<ConsumerRuntime>('@snoozeq/core/Consumer');
/** The consumers of a container that has several; bind them by `consumersModule`. */
export const CONSUMER_DEFINITION = token<ConsumerDefinition>('@snoozeq/core/ConsumerDefinition');
/** In the container of one of several consumers: its name. */
export const CONSUMER_NAME = token<string>('@snoozeq/core/ConsumerName');
/** In the container of one delivery, where a consumer has `perDelivery`. */
export const HANDLER_CONTEXT = token<HandlerContext>('@snoozeq/core/HandlerContext');
export const PRODUCER = token<Producer<unknown>>('@snoozeq/core/Producer');
