import { parseFilter } from '../filters/index.js';
import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';
import { inRange } from '../http/range-check.js';
import type { ConsumerGroupFields } from '../queues/consumer-group-resource.js';
import type { Tags } from '../queues/queue-resource.js';
import { definedTags, flag, freeformTags, integer, text } from './detail-schemas.js';
import { givenFields } from './given-fields.js';

/** What a create and an update have in common. Null means: left out. */
export interface ConsumerGroupDetails {
  readonly displayName?: string | null | undefined;
  readonly isEnabled?: boolean | null | undefined;
  readonly filter?: string | null | undefined;
  readonly deadLetterQueueDeliveryCount?: number | null | undefined;
  readonly freeformTags?: Tags | null;
  readonly definedTags?: Tags | null;
}

export const CONSUMER_GROUP_DETAILS_SCHEMA = {
  displayName: text,
  isEnabled: flag,
  filter: text,
  deadLetterQueueDeliveryCount: integer,
  freeformTags,
  definedTags,
} as const;

export interface GroupRules {
  readonly isPrimary: boolean;
  /** -1 in an update, where it takes the group's own number away. */
  readonly fewestDeliveries: 0 | -1;
}

const NAMES = [
  'displayName',
  'isEnabled',
  'filter',
  'deadLetterQueueDeliveryCount',
  'freeformTags',
  'definedTags',
] as const;

/** The fields that the details name, checked. @throws OciError 400 that names the first one that is wrong */
export const checkedGroupFields = (
  details: ConsumerGroupDetails,
  { limits, modes }: Pick<EmulatorContext, 'limits' | 'modes'>,
  { isPrimary, fewestDeliveries }: GroupRules,
): Partial<ConsumerGroupFields> => {
  const { displayName, filter, deadLetterQueueDeliveryCount: deliveries } = details;
  if (typeof displayName === 'string')
    inRange('The length of displayName', displayName.length, limits.displayName);
  if (typeof deliveries === 'number')
    inRange('deadLetterQueueDeliveryCount', deliveries, { ...limits.deliveries, min: fewestDeliveries });
  if (typeof filter === 'string') {
    parseFilter(filter);
    if (isPrimary && filter.trim() !== '' && modes.primaryGroupFilter === 'refused')
      throw invalidParameter('The primary consumer group cannot have a filter. Make another group for it.');
  }
  return {
    ...givenFields(details, NAMES),
    ...(deliveries === -1 && { deadLetterQueueDeliveryCount: null }),
  };
};
