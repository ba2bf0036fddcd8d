import type { Fact } from './fact.js';

const GROUPS = 'OCI Queue documentation, consumer groups';
const SDK = 'oci-queue 2.139.1';

/** Consumer groups and large messages. */
export const SECTION_6 = {
  'F6.capability': {
    text: 'Consumer groups need the capability CONSUMER_GROUPS, given when the queue is made or updated.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.primary': {
    text: 'The primary group is made with the capability, is named "Primary Consumer Group" by default and cannot be deleted.',
    confidence: 'documented',
    source: `${GROUPS}; ${SDK}`,
  },
  'F6.primary-disabled': {
    text: 'The primary group can be disabled, and then gets no messages.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.primary-filter': {
    text: 'The primary group has a filter in the model, though the documentation says that it has none.',
    confidence: 'in SDK code',
    source: SDK,
  },
  'F6.dropped': {
    text: 'A message that no group takes is dropped for good.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.life': {
    text: 'Other groups are made, changed, enabled, disabled and deleted at will.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.empty-filter': {
    text: 'A group without a filter gets all messages.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.own-state': {
    text: 'Each group has its own copy: visibility, delivery count and dead letters.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.own-deliveries': {
    text: "A group's number of deliveries is its own or the queue's; -1 in an update unsets it.",
    confidence: 'in SDK code',
    source: SDK,
  },
  'F6.filter': {
    text: 'A filter is evaluated when a message is put, on its custom properties, never on its content.',
    confidence: 'documented',
    source: GROUPS,
  },
  'F6.filter-grammar': {
    text: 'A filter has ":key" for presence, equality of texts, comparison of numbers and logical operators.',
    confidence: 'documented',
    source: `${GROUPS}, in part`,
  },
  'F6.filter-rest': {
    text: 'The rest of the filter language (NOT, IN, LIKE, precedence, lengths) is not known; what is not known is refused.',
    confidence: 'unknown',
    source: 'no source found',
  },
  'F6.group-id': {
    text: 'consumerGroupId chooses the group of a get, update, delete, GetStats or ListChannels; without it, the primary group.',
    confidence: 'documented',
    source: SDK,
  },
  'F6.receipts': {
    text: 'A receipt belongs to the group that it was delivered to.',
    confidence: 'documented',
    source: 'oci-python-sdk, delete_messages',
  },
  'F6.purge': {
    text: 'A purge is for the group that it names, for all groups with "all", and for the primary group otherwise.',
    confidence: 'documented',
    source: SDK,
  },
  'F6.stats': {
    text: 'GetStats with a group counts the messages and the dead letters of that group.',
    confidence: 'assumed',
    source: `${SDK}, GetStats`,
  },
  'F6.permissions': {
    text: 'Permissions for groups are named QUEUE_CONSUMER_GROUP_*.',
    confidence: 'reported',
    source: 'a course of July 2026',
    untested: 'the emulator has no policies: a known key may do everything',
  },
  'F6.since': {
    text: 'SDKs have had consumer groups since late 2025.',
    confidence: 'in SDK code',
    source: 'terraform-provider-oci, pull request 2481',
    untested: 'a date, not a behaviour',
  },
  'F6.large': {
    text: 'The capability LARGE_MESSAGES has no parameters; content stays a text in the message.',
    confidence: 'in SDK code',
    source: `${SDK}, LargeMessagesCapabilityDetails`,
  },
  'F6.large-put-size': {
    text: 'How large messages go together with the 512 KB of a put request is not known; the bound of the request holds here.',
    confidence: 'unknown',
    source: 'no source found',
  },
} as const satisfies Readonly<Record<`F6.${string}`, Fact>>;
