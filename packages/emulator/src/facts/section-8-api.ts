import type { Fact } from './fact.js';

const API = 'OCI Queue API reference';
const SDK = 'oci-queue 2.139.1';
const OPERATOR = 'recorded fixtures of oci-service-operator, 2026';

/** Endpoints and the REST operations. */
export const SECTION_8_API = {
  'F8.endpoint': {
    text: 'Setting client.endpoint sends all calls there, below /20210201.',
    confidence: 'verified',
    source: SDK,
  },
  'F8.messages-endpoint': {
    text: 'Each queue names the endpoint of its messages in messagesEndpoint.',
    confidence: 'documented',
    source: API,
  },
  'F8.other-endpoints': {
    text: 'The CLI and the SDKs for Python, Java and Go take an endpoint, too.',
    confidence: 'in SDK code',
    source: 'oci-cli, oci-python-sdk, oci-java-sdk, oci-go-sdk',
    untested: 'shown by tools/interop for all of them, outside of Jest',
  },
  'F8.put': {
    text: 'PutMessages is POST /queues/{id}/messages and answers 200 with ids.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.get': {
    text: 'GetMessages is GET /queues/{id}/messages and always answers 200 with a JSON body.',
    confidence: 'verified',
    source: SDK,
  },
  'F8.update': {
    text: 'UpdateMessage is PUT /queues/{id}/messages/{receipt} and answers id and visibleAfter.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.updates': {
    text: 'UpdateMessages is POST /queues/{id}/messages/actions/updateMessages and answers 200 with a result for each entry.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.delete': {
    text: 'DeleteMessage is DELETE /queues/{id}/messages/{receipt} and answers 204.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.deletes': {
    text: 'DeleteMessages is POST /queues/{id}/messages/actions/deleteMessages and answers 200 with a result for each entry.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.stats': {
    text: 'GetStats is GET /queues/{id}/stats and answers queue and dlq, each with visible and in-flight messages and bytes.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.channels': {
    text: 'ListChannels is GET /queues/{id}/channels and answers items, with opc-next-page for more.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.request-id': {
    text: 'Every reply has an opc-request-id: the part of the client, then two of 32 hexadecimal digits.',
    confidence: 'observed',
    source: 'output published from sa-saopaulo-1, 2023',
  },
  'F8.cors': {
    text: 'Replies of the live service carry CORS headers.',
    confidence: 'observed',
    source: 'output published from sa-saopaulo-1, 2023',
    untested: 'left out on purpose: no page in a browser should reach a local emulator',
  },
  'F8.dates': {
    text: 'Dates are ISO 8601 with milliseconds and Z; the TypeScript SDK leaves them texts though it types them Date.',
    confidence: 'verified',
    source: SDK,
  },
  'F8.accepted': {
    text: 'Changes of the admin plane answer 202 without a body, with an opc-work-request-id.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.create-queue': {
    text: 'CreateQueue is POST /queues with an opc-retry-token, which makes it safe to send again.',
    confidence: 'documented',
    source: API,
  },
  'F8.list-queues': {
    text: 'ListQueues filters by compartment, state, exact name and id, and pages.',
    confidence: 'documented',
    source: API,
  },
  'F8.list-sort': {
    text: 'ListQueues sorts by timeCreated, newest first, or by displayName, A first, unless told otherwise.',
    confidence: 'documented',
    source: API,
  },
  'F8.get-queue': {
    text: 'GetQueue answers the queue and its etag.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.if-match': {
    text: 'UpdateQueue, DeleteQueue, ChangeQueueCompartment and PurgeQueue take if-match.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.change-compartment': {
    text: 'ChangeQueueCompartment moves a queue to another compartment.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.purge-request': {
    text: 'PurgeQueue takes NORMAL, DLQ or BOTH, and may name channels and a consumer group.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.groups': {
    text: 'Consumer groups are listed by queue, made, read, updated and deleted, with etag and if-match.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.work-requests': {
    text: 'Work requests are listed by compartment or id and read one by one, with errors and logs.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.work-request-retry-after': {
    text: 'GetWorkRequest answers a retry-after header.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.queue-fields': {
    text: 'A queue has identity, state, times, endpoint, settings, capabilities and tags.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.summary-fields': {
    text: 'A queue in a list has no retention and no visibility, and its capabilities are texts.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.defaults': {
    text: 'A queue has retention 86 400, visibility 30, timeout 30, deliveries 0, consumption 100 and no capabilities by default.',
    confidence: 'observed',
    source: OPERATOR,
  },
  'F8.nulls': {
    text: 'A queue is written with nulls for what it lacks, and with systemTags always.',
    confidence: 'observed',
    source: OPERATOR,
  },
  'F8.update-queue': {
    text: 'UpdateQueue has no retention; an empty customEncryptionKeyId removes the key.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.empty-update': {
    text: 'The TypeScript SDK sends an update that changes nothing without any body.',
    confidence: 'verified',
    source: 'oci-common 2.139.1',
  },
  'F8.work-request': {
    text: 'A work request has an operation, a status, times, a percentage and the resources that it made or changed.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.work-request-entity': {
    text: 'Its resources have the type "queue", and a URI below /queues.',
    confidence: 'observed',
    source: OPERATOR,
  },
  'F8.latency': {
    text: 'A queue takes about 60 seconds to make, 39 to delete and milliseconds to update.',
    confidence: 'observed',
    source: OPERATOR,
  },
  'F8.deleted-queue': {
    text: 'A deleted queue reads as DELETED; its messages, channels and dead letters are gone.',
    confidence: 'observed',
    source: `${OPERATOR}; OCI Queue documentation`,
  },
  'F8.queue-id': {
    text: 'The id of a new queue is the identifier of the first resource of its work request.',
    confidence: 'in SDK code',
    source: 'micronaut-oracle-cloud and sample code of Oracle',
  },
  'F8.waiters': {
    text: 'The waiters of the SDK follow queues, consumer groups and work requests by polling.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F8.purge-state': {
    text: 'During a purge the queue is UPDATING with the details "Purging".',
    confidence: 'documented',
    source: 'OCI Queue FAQ',
  },
  'F8.purge': {
    text: 'A purge takes all messages from before it, does not block puts, and purged messages are neither returned nor counted.',
    confidence: 'documented',
    source: 'OCI Queue FAQ',
  },
  'F8.purge-channels': {
    text: 'A purge of a queue purges its channels.',
    confidence: 'documented',
    source: 'OCI Queue FAQ',
  },
  'F8.policies': {
    text: 'Policies grant QUEUE_INSPECT, QUEUE_CREATE, QUEUE_READ, QUEUE_PRODUCE and QUEUE_CONSUME.',
    confidence: 'documented',
    source: 'OCI Queue documentation, policies',
    untested: 'the emulator has no policies: a known key may do everything',
  },
} as const satisfies Readonly<Record<`F8.${string}`, Fact>>;
