import { CAPABILITIES } from '../queues/capabilities.js';
import { LIFECYCLE_STATES } from '../queues/lifecycle.js';
import type { ResourceKind } from '../store/contract.js';
import { OPERATION_TYPES } from '../work-requests/work-request-times.js';
import type { SnapshotLine } from './snapshot-format.js';

const text = { type: 'string' } as const;
/** The instants that a date can be. */
const instant = { type: 'number', minimum: -8.64e15, maximum: 8.64e15 } as const;
const count = { type: 'integer', minimum: 0, maximum: 2 ** 32 - 1 } as const;
const sequence = { type: 'integer', minimum: 1, maximum: 2 ** 48 - 1 } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 604_800 } as const;

const object = (
  properties: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
) => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
});

const task = object({ kind: { enum: OPERATION_TYPES }, queueId: text });

/** What the emulator relies on; more fields may be there. */
export const RESOURCE_SCHEMAS = {
  queue: object({
    id: text,
    displayName: text,
    compartmentId: text,
    timeCreatedMs: instant,
    timeUpdatedMs: instant,
    lifecycleState: text,
    retentionInSeconds: { ...seconds, minimum: 1 },
    visibilityInSeconds: seconds,
    timeoutInSeconds: seconds,
    deadLetterQueueDeliveryCount: count,
    customEncryptionKeyId: { type: ['string', 'null'] },
    channelConsumptionLimit: count,
    capabilities: { type: 'array', items: { enum: CAPABILITIES } },
    freeformTags: { type: 'object' },
    definedTags: { type: 'object' },
    etag: text,
  }),
  consumerGroup: object({
    id: text,
    queueId: text,
    isPrimary: { type: 'boolean' },
    displayName: text,
    timeCreatedMs: instant,
    timeUpdatedMs: instant,
    lifecycleState: { enum: LIFECYCLE_STATES },
    isEnabled: { type: 'boolean' },
    filter: text,
    deadLetterQueueDeliveryCount: { ...count, type: ['integer', 'null'] },
    freeformTags: { type: 'object' },
    definedTags: { type: 'object' },
    etag: text,
  }),
  workRequest: object({
    id: text,
    task,
    compartmentId: text,
    status: { enum: ['ACCEPTED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED'] },
    acceptedAtMs: instant,
    startsAtMs: instant,
    finishesAtMs: instant,
  }),
} as const satisfies Record<ResourceKind, object>;

const message = object(
  { sequence, content: text, createdAtMs: instant, expiresAtMs: instant },
  { channel: text, properties: { type: 'object', additionalProperties: text } },
);

const copy = object(
  {
    group: text,
    area: { enum: ['live', 'dead'] },
    place: { enum: ['visible', 'in-flight'] },
    deliveryCount: count,
    visibleAtMs: instant,
  },
  { latestRef: count, spared: { const: true } },
);

export const LINE_SCHEMAS = {
  snapshot: object({ product: text, format: { type: 'integer' }, nowMs: instant }),
  resource: object({ of: { enum: Object.keys(RESOURCE_SCHEMAS) }, resource: { type: 'object' } }),
  messages: object({ queueId: text, lastSequence: { ...sequence, minimum: 0 } }),
  message: object({ message, copies: { type: 'array', minItems: 1, items: copy } }),
  end: object({ lines: count }),
} as const satisfies Record<SnapshotLine['kind'], object>;
