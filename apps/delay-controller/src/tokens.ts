import { token } from '@snoozeq/core/di';
import type { Terminal } from '@snoozeq/producer-app/shell';
import type { ControllerAppOptions } from './config.js';
import type { ControllerApp } from './controller-app.js';
import type { DelayController } from './delay-controller.js';

export const DELAY_CONTROLLER = token<DelayController>('delay-controller/DelayController');
export const CONTROLLER_APP = token<ControllerApp>('delay-controller/App');
export const CONTROLLER_APP_OPTIONS = token<ControllerAppOptions>('delay-controller/AppOptions');
export const TERMINAL = token<Terminal>('delay-controller/Terminal');
