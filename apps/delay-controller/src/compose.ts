import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { openApp, stampOf } from '@snoozeq/producer-app/shell';
import type { CliParts } from './cli.js';
import { controllerAppModule } from './controller-app.module.js';
import { delayControllerModule } from './delay-controller.module.js';
import { CONTROLLER_APP } from './tokens.js';

/** The composition root: modules of the library over the queue of the options, then this app's own. */
export const compose: CliParts['open'] = (options, terminal) =>
  openApp('delay-controller', options, (container) => {
    const stamp = stampOf(options.place);
    container.load(
      delayPolicyModule({ stamp }),
      delayControllerModule(),
      controllerAppModule(options, terminal),
    );
    return container.get(CONTROLLER_APP);
  });
