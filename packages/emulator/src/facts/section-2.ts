import type { Fact } from './fact.js';

const API = 'OCI Queue API reference';
const CHANNELS = 'OCI Queue documentation, channels';

/** Channels. */
export const SECTION_2 = {
  'F2.put': {
    text: 'A message names its channel in metadata.channelId, which is required whenever metadata is sent.',
    confidence: 'in SDK code',
    source: 'oci-queue 2.139.1, MessageMetadata',
  },
  'F2.no-metadata': {
    text: 'A message without metadata goes to the queue itself and comes back without metadata.',
    confidence: 'observed',
    source: 'output published from sa-saopaulo-1, 2023',
  },
  'F2.filter': {
    text: 'channelFilter of a get matches one channel exactly: no wildcard, no prefix, no list.',
    confidence: 'documented',
    source: API,
  },
  'F2.random': {
    text: 'A get without a filter answers from one random channel that has available messages, the queue itself among them.',
    confidence: 'documented',
    source: `${API}; ${CHANNELS}`,
  },
  'F2.one-channel': {
    text: 'All messages of one answer are of one channel.',
    confidence: 'assumed',
    source: `${API}, wording of channelFilter`,
  },
  'F2.one-filter': {
    text: 'A get names one channel at most.',
    confidence: 'in SDK code',
    source: 'oci-queue 2.139.1, GetMessagesRequest',
  },
  'F2.fairness': {
    text: 'The random choice has no weights: every channel with available messages is as likely as another.',
    confidence: 'assumed',
    source: 'OCI Queue product page: "random channel"',
  },
  'F2.hidden-skipped': {
    text: 'A channel whose messages are all in flight is passed over by the random choice.',
    confidence: 'documented',
    source: CHANNELS,
  },
  'F2.list': {
    text: 'ListChannels gives the ids of channels that are not empty, paged by opc-next-page.',
    confidence: 'documented',
    source: `${API}; ${CHANNELS}`,
  },
  'F2.list-delay': {
    text: 'The list of channels is approximate: its statistics are refreshed about once a second.',
    confidence: 'documented',
    source: CHANNELS,
  },
  'F2.list-in-flight': {
    text: 'A channel with only messages in flight is not empty, so it is listed and counts among the 256.',
    confidence: 'assumed',
    source: 'no source found',
  },
  'F2.list-filter': {
    text: 'channelFilter of ListChannels is exact, as on a get, and shows whether a channel exists.',
    confidence: 'documented',
    source: API,
  },
  'F2.inherited': {
    text: 'A channel has the settings and limits of its queue.',
    confidence: 'documented',
    source: CHANNELS,
  },
  'F2.dlq': {
    text: 'Each channel has a dead-letter queue of its own.',
    confidence: 'documented',
    source: 'OCI Queue documentation, dead-letter queues',
  },
  'F2.stats': {
    text: 'GetStats with a channelId counts that channel, without one the whole queue.',
    confidence: 'documented',
    source: API,
  },
  'F2.multi-channel-put': {
    text: 'One put may hold messages of several channels.',
    confidence: 'documented',
    source: 'OCI Queue documentation, publishing to channels',
  },
  'F2.partial-put': {
    text: 'A put into several channels may fail in part; no field of the API can say which part, so by default none of it is stored.',
    confidence: 'unknown',
    source: 'OCI Queue documentation, publishing to channels; oci-queue 2.139.1, PutMessage',
  },
} as const satisfies Readonly<Record<`F2.${string}`, Fact>>;
