import type { DelayPolicy } from '@snoozeq/core';
import { policyOf } from './policy-of.js';

/**
 * No policy at all, as a control for comparisons: ignores every stamp and delivers at once, so delayed messages ARE handled early.
 * A failed message is released.
 */
export const immediately = (): DelayPolicy => policyOf();
