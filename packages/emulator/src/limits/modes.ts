import type { FactId } from '../facts/facts.js';

/** One behaviour that OCI does not document, or that sources disagree on, with the ways in which the emulator can behave. */
export interface Mode<V extends string = string> {
  readonly values: readonly V[];
  /** What the emulator does unless told. */
  readonly default: V;
  /** The fact that leaves it open. */
  readonly fact: FactId;
  /** One sentence: what each value does. */
  readonly text: string;
}

/** The first value is the default. */
const mode = <const V extends string>(values: readonly [V, ...V[]], fact: FactId, text: string): Mode<V> => ({
  values,
  default: values[0],
  fact,
  text,
});

/** Every behaviour that can be switched. */
export const MODES = {
  pastRetention: mode(
    ['clamp', 'reject'],
    'F3.update-past-retention',
    'An update past the expiry of its message hides until the expiry, or is refused with 400.',
  ),
  receiptAfterLapse: mode(
    ['keeps', 'ends'],
    'F3.receipt-after-lapse',
    'A receipt keeps working until the next delivery, or ends with its lease (for a peek: at once).',
  ),
  receiptAfterUpdate: mode(
    ['keeps', 'ends'],
    'F3.receipt-after-update',
    'A receipt is good for any number of updates, or for one.',
  ),
  updateCounts: mode(
    ['no', 'yes'],
    'F3.update-count',
    'An update leaves deliveryCount alone, or adds 1 as a get does.',
  ),
  staleReceipt: mode(
    ['conflict', 'incorrect-state', 'not-found'],
    'F5.stale-receipt',
    'A stale receipt is a 409 Conflict, a 409 IncorrectState (which SDKs send again up to 8 times), or a 404 NotAuthorizedOrNotFound.',
  ),
  unreadableReceipt: mode(
    ['invalid-parameter', 'as-stale'],
    'F5.stale-receipt',
    'A receipt that was never issued for the queue and group is a 400 InvalidParameter, or the same as a stale one.',
  ),
  entryErrorCode: mode(
    ['http-status', 'other'],
    'F5.entry-code',
    'The errorCode of an entry is the status that the single call would have, or a number without meaning (1).',
  ),
  defaultLimit: mode(
    ['20', '1'],
    'F3.limit-omitted',
    'A get without a limit returns up to 20 messages, or 1.',
  ),
  createdAt: mode(
    ['present', 'absent'],
    'F3.created-at',
    'A get returns createdAt, or leaves it out as before the middle of 2024.',
  ),
  noMetadata: mode(
    ['absent', 'null'],
    'F2.no-metadata',
    'A message without metadata comes back without the field, or with null.',
  ),
  inFlightFull: mode(
    ['empty', 'throttle'],
    'F1.in-flight-full',
    'With too many messages in flight a get finds nothing, or is a 429.',
  ),
  inFlightScope: mode(
    ['queue', 'group'],
    'F1.in-flight-full',
    'Messages in flight are counted for the whole queue, or for each consumer group.',
  ),
  channelsFull: mode(
    ['refuse', 'throttle'],
    'F1.channels-full',
    'A put that would make one channel too many is a 400 LimitExceeded, or a 429.',
  ),
  hiddenChannels: mode(
    ['count', 'ignored'],
    'F2.list-in-flight',
    'A channel whose messages are all in flight is listed and counts among the 256, or neither.',
  ),
  channelIdCharacters: mode(
    ['any', 'safe'],
    'F1.channel-id',
    'A channel id has any characters, or only letters, digits, "_" and "-".',
  ),
  statistics: mode(
    ['at-once', 'every-second'],
    'F2.list-delay',
    'GetStats and ListChannels are exact, or show the state of the first request in each second of queue time.',
  ),
  storageFull: mode(
    ['refuse', 'throttle'],
    'F1.storage',
    'A put beyond the storage of queue, channel or tenancy is a 400 LimitExceeded, or a 429.',
  ),
  putFailure: mode(
    ['whole', 'entry'],
    'F2.partial-put',
    'A put that has no room for one of its messages stores none, or stores the others and answers that one with errorCode and errorMessage in its place, as updates and deletes do.',
  ),
  messageSize: mode(
    ['with-metadata', 'content'],
    'F1.custom-properties',
    'The size of a message counts content, channel id and custom properties, or the content alone.',
  ),
  requestSize: mode(
    ['body', 'messages'],
    'F6.large-put-size',
    'The 512 KB of a put are those of its body, so no message of 512 KB fits, or those of its messages.',
  ),
  regionalEndpoint: mode(
    ['serves', 'refuses'],
    'F5.wrong-endpoint',
    'A message call with a regional name (messaging.…) as its Host is served, or is a 401 that names the endpoint of the queue.',
  ),
  dlqRead: mode(
    ['by-dlq-id', 'off'],
    'F3.dlq-read',
    'Messages of a dead-letter queue are read, updated and deleted by its own id (that of the queue with the kind queuedlq), or cannot be read.',
  ),
  primaryGroupFilter: mode(
    ['refused', 'accepted'],
    'F6.primary-filter',
    'A filter for the primary consumer group is a 400, or works as for any other group.',
  ),
  stompProperties: mode(
    ['hidden', 'shown'],
    'F7.metadata',
    'Over STOMP custom properties are not shown and headers for them are refused, or both pass as x-oci-custom-properties-<name>.',
  ),
  stompStaleAck: mode(
    ['error', 'ignored'],
    'F7.stale-ack',
    'An ACK or NACK with a stale receipt is an ERROR that closes the connection, or is passed over.',
  ),
  stompHeartBeat: mode(
    ['as-asked', 'none'],
    'F7.heart-beat',
    'STOMP heart-beats come and are expected as the client offers, or never (0,0).',
  ),
  workRequests: mode(
    ['instant', 'realistic'],
    'F8.latency',
    'Changes of the admin plane are done at once, or take as long as on the service.',
  ),
} as const satisfies Readonly<Record<string, Mode>>;

export type ModeName = keyof typeof MODES;
export type Modes = { readonly [N in ModeName]: (typeof MODES)[N]['values'][number] };

/** The value of every mode. @throws RangeError for a name or a value that the table does not have */
export const withModes = (overrides: Readonly<Partial<Modes>> = {}): Modes => {
  const values: Record<string, string> = {};
  for (const [name, { default: value }] of Object.entries<Mode>(MODES)) values[name] = value;
  for (const [name, value] of Object.entries(overrides)) {
    if (value !== undefined) values[name] = checkedValue(name, value);
  }
  // Every name of the table has one of its own values.
  return values as Modes;
};

const checkedValue = (name: string, value: string): string => {
  const known: Readonly<Record<string, Mode>> = MODES;
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found) {
    throw new RangeError(`There is no mode "${name}". Use one of: ${Object.keys(MODES).join(', ')}.`);
  }
  if (found.values.includes(value)) return value;
  throw new RangeError(`Mode ${name} cannot be "${value}". Use one of: ${found.values.join(', ')}.`);
};
