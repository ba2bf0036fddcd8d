import { Container } from 'inversify';
import type { ConsumerRuntime } from '../../consumer/consumer-runtime.js';
import { READY_LANE } from '../../consumer/replacement.js';
import { consumerFrom } from '../consumer-from.js';
import { CODEC, CONSUMER, CONSUMER_NAME, CONSUMER_PROFILE, EVENT_SINK, FENCE } from '../tokens.js';
import { classesOf } from './handler-plan.js';
import { profileOf } from './profile-of.js';
import type { ConsumerDefinition } from './queue-consumer.js';

/** What a consumer has of its own; everything else comes from `parent`. */
export const consumerContainer = (
  parent: Container,
  { settings, handlers }: ConsumerDefinition,
): Container => {
  const container = new Container({ parent });
  const { name, codec, fence, onEvent, modules = [] } = settings;
  const profile = profileOf(settings);
  container.bind(CONSUMER_NAME).toConstantValue(name);
  container.bind(CONSUMER_PROFILE).toConstantValue(profile);
  if (codec) container.bind(CODEC).toConstantValue(codec);
  if (fence) container.bind(FENCE).toConstantValue(fence);
  // Those of the parent would be hidden by the first one that is bound here.
  for (const sink of parent.getAll(EVENT_SINK, { optional: true }))
    container.bind(EVENT_SINK).toConstantValue(sink);
  if (onEvent) container.bind(EVENT_SINK).toConstantValue(onEvent);
  for (const from of classesOf(handlers)) {
    if (parent.isBound(from)) continue;
    const binding = container.bind(from).toSelf();
    if (settings.perDelivery) binding.inTransientScope();
    else binding.inSingletonScope();
  }
  container.load(...modules);
  container
    .bind(CONSUMER)
    .toDynamicValue((context): ConsumerRuntime => {
      const { lanes } = context.get(CONSUMER_PROFILE);
      // What waits in due lanes was sent to nobody else.
      return consumerFrom(context, { readsDueLanes: lanes === 'any' || lanes.includes(READY_LANE) });
    })
    .inSingletonScope();
  return container;
};
