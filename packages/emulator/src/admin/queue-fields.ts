import type { Limits } from '../limits/limits.js';
import { invalidParameter } from '../http/oci-error.js';
import { QUEUE_DEFAULTS, type QueueFields, type Tags } from '../queues/queue-resource.js';
import { inRange } from '../http/range-check.js';

/** What a create and an update have in common. Null means: left out. */
export interface QueueDetails {
  readonly displayName?: string | null;
  readonly visibilityInSeconds?: number | null;
  readonly timeoutInSeconds?: number | null;
  readonly channelConsumptionLimit?: number | null;
  readonly deadLetterQueueDeliveryCount?: number | null;
  readonly customEncryptionKeyId?: string | null;
  readonly capabilities?: readonly unknown[] | null;
  readonly freeformTags?: Tags | null;
  readonly definedTags?: Tags | null;
}

export interface CreateQueueDetails extends QueueDetails {
  readonly displayName: string;
  readonly compartmentId: string;
  readonly retentionInSeconds?: number | null;
}

const integer = { type: ['integer', 'null'] } as const;
const freeformTags = { type: ['object', 'null'], additionalProperties: { type: 'string' } } as const;
/** Namespaces of tags, whose values may be of any type. */
const definedTags = { type: ['object', 'null'], additionalProperties: { type: 'object' } } as const;

/** Shape of the details; ranges are checked with the limits. */
export const QUEUE_DETAILS_SCHEMA = {
  displayName: { type: ['string', 'null'] },
  visibilityInSeconds: integer,
  timeoutInSeconds: integer,
  channelConsumptionLimit: integer,
  deadLetterQueueDeliveryCount: integer,
  customEncryptionKeyId: { type: ['string', 'null'] },
  capabilities: { type: ['array', 'null'] },
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

/** @throws OciError 400 for an empty one; whether it exists is not checked */
export const compartmentOf = ({ compartmentId }: { readonly compartmentId: string }): string => {
  if (compartmentId !== '') return compartmentId;
  throw invalidParameter('compartmentId is empty. Send the OCID of a compartment.');
};

/** The fields that the details name, checked. @throws OciError 400 that names the first field that is out of range */
export const checkedFields = (
  details: QueueDetails & { readonly retentionInSeconds?: number | null },
  limits: Limits,
): Partial<QueueFields> => {
  if (details.capabilities?.length) {
    throw invalidParameter('capabilities are not emulated. Send an empty list, or leave the field out.');
  }
  if (typeof details.displayName === 'string') {
    inRange('The length of displayName', details.displayName.length, limits.displayName);
  }
  for (const [field, limit] of Object.entries(NUMBERS) as [keyof typeof NUMBERS, keyof Limits][]) {
    const value = details[field];
    if (typeof value === 'number') inRange(field, value, limits[limit]);
  }
  const known = ['displayName', ...Object.keys(QUEUE_DEFAULTS)] as (keyof typeof details)[];
  const given = known.flatMap((field) => (details[field] == null ? [] : [[field, details[field]] as const]));
  const fields: Partial<QueueFields> = Object.fromEntries(given);
  // An empty key id takes the customer's key away.
  return details.customEncryptionKeyId === '' ? { ...fields, customEncryptionKeyId: null } : fields;
};
