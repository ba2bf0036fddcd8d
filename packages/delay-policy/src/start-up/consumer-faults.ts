import type { ConsumerProfile, Refusal } from '@snoozeq/core';
import { plannerDefaults } from '../planner/planner-options.js';
import { expiryMarginMs } from '../rules/expiry-margin.js';
import { formatDuration } from '../time/duration.js';
import type { StartUp } from './start-up.js';

type Fault = Omit<Refusal, 'kind' | 'strategy'>;

/** Granularity of hides on the service. */
const HIDE_STEP_MS = 1_000;

export const consumerFaults = (start: StartUp, profile: ConsumerProfile): readonly Refusal[] =>
  [
    leaseFault(start, profile),
    retentionFault(start, profile),
    deliveriesFault(start),
    renewalFault(start),
    lanesFault(start, profile),
  ]
    .filter((fault) => fault !== undefined)
    .map((fault) => ({
      kind: 'refusal',
      strategy: start.strategy === 'auto' ? 'lane' : start.strategy,
      ...fault,
    }));

const leaseFault = ({ settings: { maxHideMs } }: StartUp, { leaseMs }: ConsumerProfile): Fault | undefined =>
  leaseMs <= maxHideMs
    ? undefined
    : {
        rule: 'longest-hide',
        message:
          `leaseMs ${leaseMs} (${formatDuration(leaseMs)}): refused, the queue hides a message for at most ` +
          `${formatDuration(maxHideMs)}. Set leaseMs to ${maxHideMs} or less; leases are renewed while a handler runs.`,
        source: 'OCI limit, documented: a visibility is 0 to 43 200 s (12h) from the moment of the update',
      };

const retentionFault = (
  { settings: { retentionMs } }: StartUp,
  { leaseMs }: ConsumerProfile,
): Fault | undefined =>
  retentionMs > expiryMarginMs(retentionMs, leaseMs) + HIDE_STEP_MS
    ? undefined
    : {
        rule: 'retention',
        message:
          `leaseMs ${leaseMs} (${formatDuration(leaseMs)}): refused, the queue keeps messages for ` +
          `${formatDuration(retentionMs)} only, so that none could be held, or relayed, before its last lease. ` +
          `Set leaseMs below ${Math.max(0, retentionMs - HIDE_STEP_MS)}, or create the queue with a longer retention (at most 7d).`,
        source: 'OCI limit, documented: retention 10 to 604 800 s, fixed when the queue is created',
      };

const deliveriesFault = ({ settings: { maxDeliveries } }: StartUp): Fault | undefined =>
  maxDeliveries !== 1
    ? undefined
    : {
        rule: 'deliveries',
        message:
          'deadLetterQueueDeliveryCount 1: refused, one delivery leaves none for a hold, so that a message which is not due ' +
          'would be dead-lettered. Set it to 0 (no limit), or to 4 or more.',
        source: 'OCI limit, documented: deadLetterQueueDeliveryCount 0 to 20, a setting of the queue',
      };

const renewalFault = ({ strategy, settings: { maxHideMs }, planner }: StartUp): Fault | undefined => {
  const marginMs = planner?.renewMarginMs ?? plannerDefaults.renewMarginMs;
  return strategy !== 'keeper' || maxHideMs > marginMs
    ? undefined
    : {
        rule: 'longest-hide',
        message:
          `strategy keeper: refused, it renews a hide ${formatDuration(marginMs)} before its end and the queue hides for ` +
          `${formatDuration(maxHideMs)} only. Use strategy hold.`,
        source: 'the margin of the keeper; capabilities of the transport',
      };
};

const lanesFault = ({ strategy }: StartUp, { lanes }: ConsumerProfile): Fault | undefined =>
  lanes !== 'any' || (strategy !== 'lane' && strategy !== 'auto')
    ? undefined
    : {
        rule: 'settings',
        message:
          `lanes 'any': refused, strategy ${strategy} lets messages wait in lanes that nobody reads before they open, and a ` +
          'receive without a lane would drain them. Name the lanes to read, or use strategy hold, keeper or relay.',
        source: 'OCI Queue, documented: a get without a channel filter takes any channel',
      };
