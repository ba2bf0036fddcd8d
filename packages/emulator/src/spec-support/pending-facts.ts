import type { FactId } from '../facts/facts.js';

/** Facts whose tests are still to come. It only gets shorter, and goes when it is empty. */
export const PENDING: readonly FactId[] = [
  'F1.large-message-size',
  'F4.sdk-as-is',
  'F4.lossless',
  'F5.sdk-two-copies',
];
