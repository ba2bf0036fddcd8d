import type { Fact } from './fact.js';

const API = 'OCI Queue API reference';
const TOKYO = 'output published from ap-tokyo-1, 2024';
const SAO_PAULO = 'output published from sa-saopaulo-1, 2023';

/** Delivery. */
export const SECTION_3 = {
  'F3.first-count': {
    text: 'The first delivery has deliveryCount 1.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.count': {
    text: 'Every delivery by a get adds 1 to deliveryCount.',
    confidence: 'documented',
    source: API,
  },
  'F3.update-count': {
    text: 'An update does not add to deliveryCount.',
    confidence: 'assumed',
    source: 'the documentation ties the count to retrieval only',
  },
  'F3.dlq-moment': {
    text: 'A message with N deliveries allowed is delivered N times; it is dead-lettered when the N-th visibility lapses.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.dlq-eager': {
    text: 'Whether a message is dead-lettered at the lapse or at the next get is not known.',
    confidence: 'unknown',
    source: 'no source found; at the lapse is what we chose',
  },
  'F3.dlq-lowered': {
    text: 'A lower number of deliveries does not reach back to messages in flight.',
    confidence: 'documented',
    source: 'oci-queue 2.139.1, UpdateQueueDetails',
  },
  'F3.peek': {
    text: 'A get with visibility 0 returns the message, counts the delivery and leaves it visible.',
    confidence: 'documented',
    source: API,
  },
  'F3.update-zero': {
    text: 'An update to 0 makes the message visible at once.',
    confidence: 'assumed',
    source: 'documented for NACK of STOMP; the range of an update includes 0',
  },
  'F3.update-range': {
    text: 'An update sets 0 to 43 200 seconds, longer or shorter than before.',
    confidence: 'documented',
    source: 'OCI Queue documentation, updating messages',
  },
  'F3.update-relative': {
    text: 'The visibility of an update counts from the now of the server, so hides add up beyond 12 hours.',
    confidence: 'documented',
    source: `${API}; ${SAO_PAULO}`,
  },
  'F3.update-past-retention': {
    text: 'Visibility cannot exceed retention; whether an update beyond it is cut short or refused is not known.',
    confidence: 'unknown',
    source: 'OCI Queue documentation, updating messages, for the rule',
  },
  'F3.receipt': {
    text: 'A receipt has about 300 base64url characters and is new for each delivery.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.receipt-after-update': {
    text: 'An update returns no receipt; the one that it was made with stays valid.',
    confidence: 'in SDK code',
    source: 'oci-queue 2.139.1, UpdatedMessage',
  },
  'F3.receipt-after-lapse': {
    text: 'Whether a receipt works after the lapse and before the next delivery is not said.',
    confidence: 'unknown',
    source: 'no source found; both are offered',
  },
  'F3.receipt-after-redelivery': {
    text: 'A receipt cannot update or delete once the message was delivered again.',
    confidence: 'documented',
    source: 'OCI Queue documentation, messages',
  },
  'F3.stale-delete': {
    text: 'A delete with a receipt that is not found answers 409.',
    confidence: 'observed',
    source: SAO_PAULO,
  },
  'F3.purged-receipt': {
    text: 'Updates and deletes of a purged message still succeed for a while.',
    confidence: 'documented',
    source: 'OCI Queue FAQ',
  },
  'F3.expire-after': {
    text: 'expireAfter is the put plus the retention, and no delivery or update moves it.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.created-at': {
    text: 'A get returns createdAt, since the middle of 2024.',
    confidence: 'documented',
    source: 'changelog of the OCI CLI, 3.43.1',
  },
  'F3.order': {
    text: 'Order is best effort: the oldest first, occasionally otherwise.',
    confidence: 'documented',
    source: 'OCI Queue product page',
  },
  'F3.at-least-once': {
    text: 'A message is delivered at least once; while its visibility lasts nobody else gets it.',
    confidence: 'documented',
    source: 'OCI Queue documentation, overview',
  },
  'F3.durable': {
    text: 'A put that was acknowledged is durable: the message stays until it is deleted or expires.',
    confidence: 'documented',
    source: 'OCI Queue documentation, overview',
  },
  'F3.long-poll': {
    text: 'A get with a timeout above 0 waits, ends as soon as any message is available and does not wait to fill its limit.',
    confidence: 'documented',
    source: API,
  },
  'F3.short-poll': {
    text: 'A get with timeout 0 answers at once.',
    confidence: 'documented',
    source: API,
  },
  'F3.early-empty': {
    text: 'A long poll may rarely end empty before its time.',
    confidence: 'documented',
    source: API,
  },
  'F3.empty-poll': {
    text: 'An empty long poll ends after the timeout of the queue, 30 seconds by default.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.wake-on-lapse': {
    text: 'A waiting poll returns a message within a second of its lapse.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.limit-omitted': {
    text: 'How many messages a get without a limit returns is not agreed: up to 20, or 1.',
    confidence: 'unknown',
    source: `${API}: up to 20; early help of the OCI CLI: 1`,
  },
  'F3.fewer': {
    text: 'A get may return fewer messages than its limit although more are available.',
    confidence: 'documented',
    source: API,
  },
  'F3.get-visibility': {
    text: 'A get that names no visibility takes that of the queue.',
    confidence: 'documented',
    source: API,
  },
  'F3.put-order': {
    text: 'The answer to a put lists messages in the order of the request.',
    confidence: 'observed',
    source: 'every published sample; nowhere promised',
  },
  'F3.put-expire-after': {
    text: 'The answer to a put holds expireAfter.',
    confidence: 'observed',
    source: TOKYO,
  },
  'F3.stats-size': {
    text: 'sizeInBytes counts the bytes of contents only.',
    confidence: 'observed',
    source: SAO_PAULO,
  },
  'F3.stats-approximate': {
    text: 'GetStats is approximate.',
    confidence: 'documented',
    source: API,
    untested: 'exact counts are one of the permitted answers, and the only one given',
  },
  'F3.dlq-expiry': {
    text: 'A dead letter is kept until its retention ends.',
    confidence: 'documented',
    source: 'OCI Queue documentation, dead-letter queues',
  },
  'F3.dlq-read': {
    text: 'Dead letters can be consumed by hand, but the API names no id for it; reading by the id of the dead-letter queue is ours.',
    confidence: 'unknown',
    source: 'OCI Queue documentation, dead-letter queues; oci-queue 2.139.1 has no such field',
  },
  'F3.dlq-stats': {
    text: 'GetStats counts dead letters apart.',
    confidence: 'documented',
    source: API,
  },
  'F3.no-redrive': {
    text: 'No operation moves dead letters back.',
    confidence: 'in SDK code',
    source: 'oci-queue 2.139.1',
    untested: 'nothing to call',
  },
  'F3.dlq-fields': {
    text: 'Which fields survive the move to the dead-letter queue is not known; id, createdAt, expireAfter and deliveryCount do here.',
    confidence: 'unknown',
    source: 'no source found',
  },
} as const satisfies Readonly<Record<`F3.${string}`, Fact>>;
