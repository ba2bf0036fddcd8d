import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';
import { inRange } from '../http/range-check.js';
import type { Limits } from '../limits/limits.js';
import type { QueueFields, Tags } from '../queues/queue-resource.js';
import { CAPABILITIES_SCHEMA, capabilityTypes, type CapabilityDetails } from './capability-details.js';
import { definedTags, freeformTags, integer, text } from './detail-schemas.js';
import { givenFields } from './given-fields.js';

/** What a create and an update have in common. Null means: left out. */
export interface QueueDetails {
  readonly displayName?: string | null;
  readonly visibilityInSeconds?: number | null;
  readonly timeoutInSeconds?: number | null;
  readonly channelConsumptionLimit?: number | null;
  readonly deadLetterQueueDeliveryCount?: number | null;
  readonly customEncryptionKeyId?: string | null;
  readonly capabilities?: readonly CapabilityDetails[] | null;
  readonly freeformTags?: Tags | null;
  readonly definedTags?: Tags | null;
}

export interface CreateQueueDetails extends QueueDetails {
  readonly displayName: string;
  readonly compartmentId: string;
  readonly retentionInSeconds?: number | null;
}

/** Shape of the details; ranges are checked with the limits. */
export const QUEUE_DETAILS_SCHEMA = {
  displayName: text,
  visibilityInSeconds: integer,
  timeoutInSeconds: integer,
  channelConsumptionLimit: integer,
  deadLetterQueueDeliveryCount: integer,
  customEncryptionKeyId: text,
  capabilities: CAPABILITIES_SCHEMA,
  freeformTags,
  definedTags,
} as const;

const NUMBERS = {
  retentionInSeconds: 'retention',
  visibilityInSeconds: 'queueVisibility',
  timeoutInSeconds: 'polling',
  deadLetterQueueDeliveryCount: 'deliveries',
  channelConsumptionLimit: 'channelConsumption',
} as const satisfies Partial<Record<keyof QueueFields, keyof Limits>>;

const NUMBER_NAMES = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];
const OTHER_NAMES = ['displayName', 'customEncryptionKeyId', 'freeformTags', 'definedTags'] as const;

/** @throws OciError 400 for an empty one; whether it exists is not checked */
export const compartmentOf = ({ compartmentId }: { readonly compartmentId: string }): string => {
  if (compartmentId !== '') return compartmentId;
  throw invalidParameter('compartmentId is empty. Send the OCID of a compartment.');
};

/** The fields that the details name, checked. @throws OciError 400 that names the first field that is out of range */
export const checkedFields = (
  details: QueueDetails & { readonly retentionInSeconds?: number | null },
  { limits }: Pick<EmulatorContext, 'limits'>,
): Partial<QueueFields> => {
  const { displayName, customEncryptionKeyId, capabilities } = details;
  if (typeof displayName === 'string') {
    inRange('The length of displayName', displayName.length, limits.displayName);
  }
  for (const field of NUMBER_NAMES) {
    const value = details[field];
    if (typeof value === 'number') inRange(field, value, limits[NUMBERS[field]]);
  }
  return {
    ...givenFields(details, [...NUMBER_NAMES, ...OTHER_NAMES]),
    // An empty key id takes the customer's key away.
    ...(customEncryptionKeyId === '' && { customEncryptionKeyId: null }),
    ...(capabilities && { capabilities: capabilityTypes(capabilities) }),
  };
};
