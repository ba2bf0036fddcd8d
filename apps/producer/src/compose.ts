import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import type { CliParts } from './cli.js';
import { producerModule } from './producer.module.js';
import { openApp } from './shell/open-app.js';
import { stampOf } from './shell/queue-place.js';
import { PRODUCER_APP } from './tokens.js';

const REHEARSAL =
  'producer: warning: --transport memory is a rehearsal: the queue is in this process, and what is published ends with it\n';

/** The composition root: modules of the library over the queue of the options, then this app's own. */
export const compose: CliParts['open'] = (options, terminal) => {
  const { strategy, place, quiet } = options;
  if (place.transport === 'memory' && !quiet) terminal.error(REHEARSAL);
  return openApp('producer', options, (container) => {
    container.load(delayPolicyModule({ strategy, stamp: stampOf(place) }), producerModule(options, terminal));
    return container.get(PRODUCER_APP);
  });
};
