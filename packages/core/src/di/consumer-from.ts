import type { ResolutionContext } from 'inversify';
import { consumerRuntime, type ConsumerRuntime } from '../consumer/consumer-runtime.js';
import { journalling } from '../journal/journalling.js';
import { fanOut, isJournalled, notesOf, sinksOf } from './journal-from.js';
import * as tokens from './tokens.js';

export interface ConsumerFromOptions {
  /** Whether messages of the lane calendar, where there is one, are for this consumer. Default: true. */
  readonly readsDueLanes?: boolean;
}

/** A consumer made of what is bound. */
export const consumerFrom = (
  context: ResolutionContext,
  { readsDueLanes = true }: ConsumerFromOptions = {},
): ConsumerRuntime => {
  const deadLetterTransport = context.get(tokens.DEAD_LETTER_TRANSPORT, { optional: true });
  const calendar = readsDueLanes ? context.get(tokens.LANE_CALENDAR, { optional: true }) : undefined;
  const inspection = context.get(tokens.QUEUE_INSPECTION, { optional: true });
  return consumerRuntime({
    transport: context.get(tokens.TRANSPORT),
    ...(deadLetterTransport && { deadLetterTransport }),
    ...(calendar && { calendar }),
    ...(inspection && { inspection }),
    policy: context.get(tokens.DELAY_POLICY),
    convention: context.get(tokens.DUE_STAMP),
    profile: context.get(tokens.CONSUMER_PROFILE),
    maxDeliveries: context.get(tokens.QUEUE_SETTINGS).maxDeliveries,
    queueClock: context.get(tokens.QUEUE_CLOCK),
    processClock: context.get(tokens.PROCESS_CLOCK),
    random: context.get(tokens.RANDOM),
    activity: context.get(tokens.ACTIVITY),
    events: fanOut([...sinksOf(context), ...(isJournalled(context) ? [journalling(notesOf(context))] : [])]),
  });
};
