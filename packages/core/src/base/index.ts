/** What works without RxJS, which takes time to load: for servers and tools that start often. */
export { cryptoRandom } from '../random/crypto-random.js';
export { seededRandom } from '../random/seeded-random.js';
export { systemClock } from '../clock/system-clock.js';
export { TimerList } from '../clock/timer-list.js';
export { VirtualClock } from '../clock/virtual-clock.js';
export { QueueError, type QueueErrorCode, type QueueErrorOptions } from '../errors.js';
