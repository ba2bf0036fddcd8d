export type * from './contracts/index.js';
export { QueueError, type QueueErrorCode, type QueueErrorOptions } from './errors.js';
export { systemClock } from './clock/system-clock.js';
export { VirtualClock } from './clock/virtual-clock.js';
