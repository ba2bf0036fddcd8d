import type { Container } from 'inversify';
import type { Observable } from 'rxjs';
import type { ConsumerRuntime } from '../../consumer/consumer-runtime.js';
import type { Settled } from '../../contracts/settlement.js';
import { consume } from '../../operators/consume.js';
import { fenced } from '../../operators/fenced.js';
import { handleByType, type Route } from '../../operators/handle-by-type.js';
import { pipeline, type Middleware } from '../../operators/pipeline.js';
import { through } from '../../operators/through.js';
import { CODEC, CONSUMER, FENCE } from '../tokens.js';
import { perDelivery } from './delivery-scope.js';
import type { ConsumerDefinition } from './queue-consumer.js';
import type { HandlerMaker } from './route-plan.js';

/** A consumer that was put together and can be run, once. */
export interface AssembledConsumer {
  readonly name: string;
  readonly runtime: ConsumerRuntime;
  consume(stop$: Observable<unknown>): Observable<Settled>;
}

/** Makes every instance that is not made per delivery, so that what is missing is told at the start. */
export const assembleConsumer = async (
  container: Container,
  { settings, handlers }: ConsumerDefinition,
): Promise<AssembledConsumer> => {
  const runtime = container.get(CONSUMER);
  const maker = makerOf(container, runtime, settings);
  const routes = new Map<string, Route>();
  for (const [type, plan] of handlers.types) routes.set(type, await plan.make(maker));
  const other = await handlers.other?.make(maker);
  const fence = container.get(FENCE, { optional: true });
  const outermost: readonly Middleware[] = fence ? [(consumer) => fenced(consumer, fence)] : [];
  const handling = handleByType(runtime, routes, other);
  const way = pipeline(runtime, handling, ...outermost, ...(settings.middleware ?? []));
  return { name: settings.name, runtime, consume: (stop$) => consume(runtime, way, { stop$ }) };
};

const makerOf = (
  container: Container,
  runtime: ConsumerRuntime,
  { operators = [], perDelivery: modules }: ConsumerDefinition['settings'],
): HandlerMaker => ({
  codec: container.get(CODEC),
  instance: async (from, handlerOf) =>
    modules ? perDelivery(container, modules, from, handlerOf) : handlerOf(await container.getAsync(from)),
  around: (handler) => (operators.length > 0 ? through(runtime, handler, ...operators) : handler),
});
