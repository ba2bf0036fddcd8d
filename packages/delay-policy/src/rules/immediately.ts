import type { DelayPolicy } from '@snoozeq/core';
import { policyOf } from './policy-of.js';

/**
 * No policy at all, as a control for comparisons: ignores every stamp and delivers at once, so delayed messages ARE handled early.
 * A failed message is released. The only policy that works over STOMP alone, where nothing can be hidden.
 */
export const immediately = (): DelayPolicy => Object.assign(policyOf(), { hides: false as const });
