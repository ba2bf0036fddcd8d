export { byType, type HandlerPlan } from './consumers/handler-plan.js';
export type { HandlerFunction, HandlerSource } from './consumers/handler-source.js';
export { HandlesType } from './consumers/handles-type.js';
export { consumerHost, type ConsumerHost } from './consumers/consumer-host.js';
export { consumersModule } from './consumers/consumers.module.js';
export { profileOf } from './consumers/profile-of.js';
export {
  QueueConsumer,
  queueConsumer,
  type ConsumerDefinition,
  type ConsumerSource,
  type QueueConsumerSettings,
} from './consumers/queue-consumer.js';
export { typed, type RoutePlan } from './consumers/route-plan.js';
export { coreModule, type CoreModuleOptions } from './core.module.js';
export { token } from './token.js';
export * from './tokens.js';
