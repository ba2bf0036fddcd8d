export type { ControllerEvent, ControllerSink, Listed } from './controller-event.js';
export { controllerOptions, type ControllerOptions } from './controller-options.js';
export type { ControllerReport, Ending } from './controller-report.js';
export { DelayController, type ControllerParts, type ListItem, type RunOptions } from './delay-controller.js';
export { delayControllerModule } from './delay-controller.module.js';
export { DELAY_CONTROLLER } from './tokens.js';
