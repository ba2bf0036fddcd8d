import { token } from '@snoozeq/core/di';
import type { DelayController } from './delay-controller.js';

export const DELAY_CONTROLLER = token<DelayController>('delay-controller/DelayController');
