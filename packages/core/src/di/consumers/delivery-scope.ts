import { Container, type ContainerModule, type Newable } from 'inversify';
import { defer, lastValueFrom } from 'rxjs';
import { outcomeOf } from '../../consumer/outcome-of.js';
import type { MessageHandler } from '../../contracts/handler.js';
import { HANDLER_CONTEXT } from '../tokens.js';

/**
 * A handler whose instance is made anew for each delivery, in a container of its own that is taken apart when the handler has
 * ended. What fails in taking it apart has failed for the handler, and the policy decides.
 */
export const perDelivery = <T extends object, TBody>(
  parent: Container,
  modules: readonly ContainerModule[],
  from: Newable<T>,
  handlerOf: (instance: T) => MessageHandler<TBody>,
): MessageHandler<TBody> => ({
  handle: async (body, context) => {
    const scope = new Container({ parent });
    try {
      scope.bind(HANDLER_CONTEXT).toConstantValue(context);
      scope.load(...modules);
      const handler = handlerOf(await scope.getAsync(from));
      return await lastValueFrom(defer(() => outcomeOf(handler.handle(body, context))));
    } finally {
      await scope.unbindAllAsync();
    }
  },
});
