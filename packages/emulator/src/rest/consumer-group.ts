import { PRIMARY_GROUP, type GroupId } from '@snoozeq/queue-engine';
import { invalidParameter } from '../http/oci-error.js';

/** The group of a call. Only the primary group is emulated, which is what a call without an id means. */
export const consumerGroup = (consumerGroupId: string | undefined): GroupId => {
  if (consumerGroupId === undefined || consumerGroupId === '') return PRIMARY_GROUP;
  throw invalidParameter('consumerGroupId is not emulated. Leave it out to use the primary consumer group.');
};
