import type { Fact, FactConfidence } from './fact.js';

const STOMP = 'OCI Queue documentation, STOMP';

const stomp = (text: string, confidence: FactConfidence = 'documented', source = STOMP): Fact => ({
  text,
  confidence,
  source,
});

/** STOMP. */
export const SECTION_7 = {
  'F7.versions': stomp('STOMP 1.0, 1.1 and 1.2 are spoken.'),
  'F7.port': stomp('STOMP is at port 61613 of the messages endpoint, over TLS.'),
  'F7.connect': stomp(
    'CONNECT or STOMP logs in as tenancy name and user, with the auth token in base64 as passcode.',
  ),
  'F7.send': stomp(
    'SEND goes to a queue or a channel; RECEIPT follows when the message is stored, ERROR when it is not.',
  ),
  'F7.unsupported': stomp(
    'A transaction, BEGIN, COMMIT, ABORT or a custom header is answered by ERROR and a closed connection.',
  ),
  'F7.metadata': stomp(
    'Headers for channel and custom properties appear in comments of samples, against that rule.',
    'reported',
    'oracle-livelabs/oci',
  ),
  'F7.subscribe': stomp(
    'SUBSCRIBE needs an id and ack client-individual, may name a visibility, and equals long polling without end.',
  ),
  'F7.unsubscribe': stomp('UNSUBSCRIBE names the id of its subscription.'),
  'F7.message': stomp('MESSAGE carries receipt, expiry, visibility and delivery count in headers.'),
  'F7.ack': stomp('ACK deletes the message.'),
  'F7.nack': stomp('NACK makes the message visible at once.'),
  'F7.stale-ack': stomp(
    'What becomes of an ACK that comes after the lease is not documented.',
    'unknown',
    'no source found',
  ),
  'F7.receipt': stomp('Other frames may ask for a RECEIPT, too.', 'in SDK code', 'oracle-livelabs/oci'),
  'F7.prefetch': stomp('No header for prefetch is known.', 'unknown', 'no source found'),
  'F7.no-update': stomp('STOMP cannot extend a visibility.', 'assumed', STOMP),
  'F7.group': stomp('No header for a consumer group is known.', 'unknown', 'no source found'),
  'F7.heart-beat': stomp('Heart-beats are not mentioned.', 'unknown', 'no source found'),
  'F7.rate': stomp('A connection moves at most 10 MB/s.'),
  'F7.error': stomp('The headers of ERROR are not documented.', 'unknown', 'no source found'),
  'F7.websocket': {
    text: 'STOMP over WebSocket is mentioned in general words.',
    confidence: 'reported',
    source: 'a blog post of Oracle',
    untested: 'no endpoint is known',
  },
  'F7.ids': stomp('Ids are texts in STOMP, so they are not rounded.', 'assumed', STOMP),
} as const satisfies Readonly<Record<`F7.${string}`, Fact>>;
