import { CLOCK, ROOT, SPECS, TYPESCRIPT } from './places.mjs';

const USE_CLOCK = 'Ask the injected Clock: no wall clock outside packages/core/src/clock.';
const USE_TIMER = 'Take a timer of the injected Clock: no timers outside packages/core/src/clock.';
const USE_RANDOM = 'Ask the injected Random: no randomness outside packages/core/src/clock.';

const TIMERS = ['setTimeout', 'setInterval'];
const GLOBAL_OBJECTS = ['globalThis', 'global', 'window'];

const timerGlobals = TIMERS.map((name) => ({ name, message: USE_TIMER }));
const timerProperties = [...GLOBAL_OBJECTS, 'timers'].flatMap((object) =>
  TIMERS.map((property) => ({ object, property, message: USE_TIMER })),
);
const clockProperties = [
  { object: 'Date', property: 'now', message: USE_CLOCK },
  { object: 'performance', property: 'now', message: USE_CLOCK },
  { object: 'process', property: 'hrtime', message: USE_CLOCK },
  { object: 'process', property: 'uptime', message: USE_CLOCK },
  { object: 'Math', property: 'random', message: USE_RANDOM },
];
const deadlineProperty = { object: 'AbortSignal', property: 'timeout', message: USE_TIMER };

/** `new Date(ms)` is a conversion; `new Date()` and `Date()` read the wall clock. */
export const wallClockSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: USE_CLOCK },
  { selector: "CallExpression[callee.name='Date']", message: USE_CLOCK },
];

/** Timers under another name, for `no-restricted-imports`. */
export const timerModules = ['node:timers', 'timers', 'node:timers/promises', 'timers/promises'].map(
  (name) => ({
    name,
    message: USE_TIMER,
  }),
);

/**
 * Time and chance come from outside, so that a test can move them. Specs may set timers, as real sockets need them.
 * `setImmediate` is allowed: it yields, it does not wait.
 */
export const wallClock = [
  {
    name: 'snoozeq/wall-clock',
    basePath: ROOT,
    files: TYPESCRIPT,
    ignores: CLOCK,
    rules: {
      'no-restricted-globals': ['error', ...timerGlobals],
      'no-restricted-properties': ['error', ...clockProperties, ...timerProperties, deadlineProperty],
      'no-restricted-syntax': ['error', ...wallClockSyntax],
    },
  },
  {
    name: 'snoozeq/wall-clock-in-specs',
    basePath: ROOT,
    files: SPECS,
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': ['error', ...clockProperties],
    },
  },
];
