export { delayPolicyModule, type DelayPolicyOptions } from './delay-policy.module.js';
export { refuseToStart } from './refuse-to-start.js';
