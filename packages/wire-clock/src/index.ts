export { ClockObserver } from './clock-observer.js';
export * from './protocol.js';
export { WireClock, type WireClockOptions } from './wire-clock.js';
