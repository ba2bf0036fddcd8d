export type {
  Clock,
  Codec,
  ConsumerEvent,
  ConsumerProfile,
  Fence,
  HandlerContext,
  HandlerResult,
  Journal,
  Outcome,
  Producer,
  QueueSettings,
  QueueTransport,
  SendOptions,
  SendResult,
} from '@snoozeq/core';
export { memoryFence, memoryJournal, QueueError } from '@snoozeq/core';
export { UnrecoverableError } from '@snoozeq/delay-policy';
export { createConsumer, type ConsumerOptions, type QueueConsumer } from './create-consumer.js';
export { createConsumers, type ConsumersOptions } from './create-consumers.js';
export { createProducer, type QueueProducer } from './create-producer.js';
export type { ConsumerSettings, Handler } from './di/consumer-module.js';
export type { QueueOptions } from './di/queue-options.js';
