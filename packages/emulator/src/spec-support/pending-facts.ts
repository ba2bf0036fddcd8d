import type { FactId } from '../facts/facts.js';

/** Facts whose tests are still to come. It only gets shorter, and goes when it is empty. */
export const PENDING: readonly FactId[] = ['F5.sdk-two-copies'];
