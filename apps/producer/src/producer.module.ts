import { ContainerModule } from 'inversify';
import type { ProducerOptions } from './config.js';
import { ProducerApp } from './producer-app.js';
import type { Terminal } from './shell/terminal.js';
import { PRODUCER_APP, PRODUCER_OPTIONS, TERMINAL } from './tokens.js';

/** Binds the app. Needs the core, delay-policy and transport modules and `QUEUE_SETTINGS` beside it. */
export const producerModule = (options: ProducerOptions, terminal: Terminal): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PRODUCER_OPTIONS).toConstantValue(options);
    bind(TERMINAL).toConstantValue(terminal);
    bind(PRODUCER_APP).to(ProducerApp).inSingletonScope();
  });
