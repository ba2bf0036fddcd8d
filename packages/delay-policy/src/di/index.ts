export { delayPolicyModule, type DelayPolicyOptions } from './delay-policy.module.js';
