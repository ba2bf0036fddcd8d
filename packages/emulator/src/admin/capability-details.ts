import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';
import { CAPABILITIES, type Capability } from '../queues/capabilities.js';
import type { NewPrimaryGroup } from '../queues/consumer-groups.js';
import { checkedGroupFields } from './consumer-group-fields.js';
import { flag, integer, text } from './detail-schemas.js';

/** A capability, with what the primary group is to be where it is CONSUMER_GROUPS. Null means: left out. */
export interface CapabilityDetails {
  readonly type: Capability;
  readonly isPrimaryConsumerGroupEnabled?: boolean | null;
  readonly primaryConsumerGroupDisplayName?: string | null;
  readonly primaryConsumerGroupFilter?: string | null;
  readonly primaryConsumerGroupDeadLetterQueueDeliveryCount?: number | null;
}

export const CAPABILITIES_SCHEMA = {
  type: ['array', 'null'],
  items: {
    type: 'object',
    required: ['type'],
    properties: {
      type: { enum: CAPABILITIES },
      isPrimaryConsumerGroupEnabled: flag,
      primaryConsumerGroupDisplayName: text,
      primaryConsumerGroupFilter: text,
      primaryConsumerGroupDeadLetterQueueDeliveryCount: integer,
    },
  },
} as const;

const PRIMARY_GROUP_NAME = 'Primary Consumer Group';

/** @throws OciError 400 when one is named twice */
export const capabilityTypes = (details: readonly CapabilityDetails[]): readonly Capability[] => {
  const types = new Set(details.map(({ type }) => type));
  if (types.size === details.length) return [...types];
  throw invalidParameter('capabilities names one of them twice. Send each once.');
};

/** What the primary group is to be; absent unless groups are asked for. @throws OciError 400 */
export const primaryGroupFields = (
  details: readonly CapabilityDetails[] | null | undefined,
  context: Pick<EmulatorContext, 'limits' | 'modes'>,
): NewPrimaryGroup | undefined => {
  const capability = details?.find(({ type }) => type === 'CONSUMER_GROUPS');
  if (!capability) return undefined;
  const fields = {
    displayName: capability.primaryConsumerGroupDisplayName,
    isEnabled: capability.isPrimaryConsumerGroupEnabled,
    filter: capability.primaryConsumerGroupFilter,
    deadLetterQueueDeliveryCount: capability.primaryConsumerGroupDeadLetterQueueDeliveryCount,
  };
  return {
    displayName: PRIMARY_GROUP_NAME,
    ...checkedGroupFields(fields, context, { isPrimary: true, fewestDeliveries: 0 }),
  };
};
