export { clockControl, type ClockControl } from './clock-control.js';
export { ClockObserver } from './clock-observer.js';
export type { ClockMove, ClockView, ParticipantView } from './clock-view.js';
export { FollowedTime } from './followed-time.js';
export { jumped, realInstantOf, timeAt, type Pace } from './pace.js';
export * from './protocol.js';
export { WireClock, type WireClockOptions } from './wire-clock.js';
