import type { Fact } from './fact.js';

const LIMITS = 'OCI Queue documentation, limits';
const API = 'OCI Queue API reference';

/** Limits. */
export const SECTION_1 = {
  'F1.queues': {
    text: 'A tenancy has at most 10 queues in a region unless Oracle raises it.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.messages': {
    text: 'The number of messages in a queue is not limited.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.storage': {
    text: 'A queue stores at most 2 GB.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.storage-tenancy': {
    text: 'All queues of a tenancy store at most 20 GB together.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.in-flight': {
    text: 'At most 100 000 messages of a queue are in flight.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.in-flight-full': {
    text: 'What a get answers when too many messages are in flight is not said; a course says that it returns nothing new.',
    confidence: 'unknown',
    source: 'a course of July 2026 for the empty answer',
  },
  'F1.in-flight-hidden': {
    text: 'A message that an update hides counts as in flight: delivered, not deleted, not available.',
    confidence: 'assumed',
    source: `${API}, definition in GetStats`,
  },
  'F1.channels': {
    text: 'A queue has at most 256 channels.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.channels-full': {
    text: 'What a put into the 257th channel answers is not said.',
    confidence: 'unknown',
    source: 'no source found',
  },
  'F1.channel-id': {
    text: 'A channel id has 1 to 64 characters; which characters is not said.',
    confidence: 'in SDK code',
    source: 'simstudioai/sim, bounds of the API reference of 2026',
  },
  'F1.channel-life': {
    text: 'A channel exists from its first message until it is empty.',
    confidence: 'documented',
    source: 'OCI Queue documentation, channels',
  },
  'F1.channel-consumption': {
    text: 'channelConsumptionLimit is 1 to 100 % of what the queue may store and move, 100 by default.',
    confidence: 'documented',
    source: API,
  },
  'F1.groups': {
    text: 'A queue has at most 10 consumer groups.',
    confidence: 'reported',
    source: 'a course of July 2026',
  },
  'F1.message-size': {
    text: 'A message has at most 256 KB; older pages say 128 KB.',
    confidence: 'reported',
    source: 'restatements of the limits of 2026; 128 KB in the documentation of 2023',
  },
  'F1.large-message-size': {
    text: 'With the capability for large messages a message has at most 512 KB.',
    confidence: 'reported',
    source: 'OpenMCF documentation',
  },
  'F1.put-batch': {
    text: 'A put takes at most 20 messages.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.put-size': {
    text: 'A put request has at most 512 KB.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.get-batch': {
    text: 'A get returns at most 20 messages; its limit is 1 to 20.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.get-size': {
    text: 'A get returns at most 2 MB.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.entries-batch': {
    text: 'An update or delete of several messages takes at most 20 entries.',
    confidence: 'documented',
    source: 'OCI Queue product page',
  },
  'F1.visibility': {
    text: 'The visibility of a message is 0 to 43 200 seconds.',
    confidence: 'documented',
    source: API,
  },
  'F1.queue-visibility': {
    text: 'The visibility of a queue is 1 to 43 200 seconds, 30 by default.',
    confidence: 'documented',
    source: API,
  },
  'F1.polling': {
    text: 'A get waits 0 to 30 seconds, 30 by default.',
    confidence: 'documented',
    source: API,
  },
  'F1.retention': {
    text: 'Retention is 10 to 604 800 seconds, 86 400 by default, and is fixed when the queue is made.',
    confidence: 'documented',
    source: API,
  },
  'F1.message-retention': {
    text: 'The overview lets a message have a retention of its own, but no field of the API carries it.',
    confidence: 'in SDK code',
    source: 'oci-queue 2.139.1',
    untested: 'no request can express it',
  },
  'F1.deliveries': {
    text: 'The number of deliveries before the dead-letter queue is 0 to 20; 0, the default, turns it off.',
    confidence: 'documented',
    source: 'OCI Queue documentation, limits; default observed in oci-service-operator fixtures',
  },
  'F1.concurrent-gets': {
    text: 'A queue serves at most 1 000 gets at the same time.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.request-rate': {
    text: 'A queue serves at most 1 000 requests per second of each operation.',
    confidence: 'documented',
    source: LIMITS,
  },
  'F1.throughput': {
    text: 'A queue takes 10 MB/s in and gives 10 MB/s out; beyond it throttles.',
    confidence: 'documented',
    source: 'OCI Queue FAQ',
  },
  'F1.stomp-rate': {
    text: 'A STOMP connection moves at most 10 MB/s.',
    confidence: 'documented',
    source: LIMITS,
    untested: 'STOMP is not emulated yet',
  },
  'F1.custom-properties': {
    text: 'How many custom properties a message may have is not said; their size counts as part of the message.',
    confidence: 'assumed',
    source: 'no source found',
  },
  'F1.display-name': {
    text: 'A display name has 1 to 255 characters.',
    confidence: 'in SDK code',
    source: 'simstudioai/sim, bounds of the API reference of 2026',
  },
  'F1.retry-token': {
    text: 'opc-retry-token has at most 64 characters and is remembered for 24 hours.',
    confidence: 'documented',
    source: API,
  },
  'F1.list-limit': {
    text: 'The limit of a list is 1 to 1 000.',
    confidence: 'in SDK code',
    source: 'simstudioai/sim; micronaut-oracle-cloud asks for 1 000',
  },
  'F1.purge-channels': {
    text: 'A purge names at most 256 channels.',
    confidence: 'in SDK code',
    source: 'simstudioai/sim, bounds of the API reference of 2026',
  },
  'F1.availability': {
    text: 'The service promises 99.9 % of availability.',
    confidence: 'documented',
    source: 'OCI Queue FAQ',
    untested: 'a promise about operation, not a behaviour',
  },
} as const satisfies Readonly<Record<`F1.${string}`, Fact>>;
