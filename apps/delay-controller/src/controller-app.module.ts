import type { Terminal } from '@snoozeq/producer-app/shell';
import { ContainerModule } from 'inversify';
import type { ControllerAppOptions } from './config.js';
import { ControllerApp } from './controller-app.js';
import { CONTROLLER_APP, CONTROLLER_APP_OPTIONS, TERMINAL } from './tokens.js';

/** Binds the command around the controller. Needs `delayControllerModule` beside it. */
export const controllerAppModule = (options: ControllerAppOptions, terminal: Terminal): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(CONTROLLER_APP_OPTIONS).toConstantValue(options);
    bind(TERMINAL).toConstantValue(terminal);
    bind(CONTROLLER_APP).to(ControllerApp).inSingletonScope();
  });
