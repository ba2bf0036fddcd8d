import type { Fact } from './fact.js';

const COMMON = 'oci-common 2.139.1';

/** Signatures, and what the SDKs do by themselves. */
export const SECTION_8_SDK = {
  'F8.authorization': {
    text: 'Authorization names version, key id, algorithm rsa-sha256, the signed headers and the signature, in any order.',
    confidence: 'in SDK code',
    source: COMMON,
  },
  'F8.key-id': {
    text: 'A key id is tenancy/user/fingerprint; principals use "ST$" and a token.',
    confidence: 'in SDK code',
    source: COMMON,
  },
  'F8.signed-headers': {
    text: 'Gets and deletes sign the date, the request target and the host; other methods also type, length and hash of the body.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.header-case': {
    text: 'The names in the list of signed headers may be in any case, and are taken in the order of the list.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.date-header': {
    text: 'The TypeScript SDK signs x-date, those for Python, Java and Go sign date.',
    confidence: 'in SDK code',
    source: `${COMMON}, oci-python-sdk, oci-java-sdk, oci-go-sdk`,
  },
  'F8.request-target': {
    text: 'The request target is the method in lower case, a space, and the path with its query as sent.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.body-hash': {
    text: 'x-content-sha256 is the SHA-256 of the body in base64, also of an empty one.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.resigned': {
    text: 'A retry is signed anew.',
    confidence: 'verified',
    source: COMMON,
    untested: 'the server cannot tell a retry from another request',
  },
  'F8.client-headers': {
    text: 'The SDK adds a user agent, a request id in upper case, a retry token, and a content-type even to gets.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.query-unescaped': {
    text: 'The TypeScript SDK does not encode values of a query: "&" or "%" in a channel filter breaks the request.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.path-escaped': {
    text: 'It encodes parameters of a path.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.empty-query': {
    text: 'It drops empty texts from a query, and sends 0.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.retry': {
    text: 'By default it sends again up to 8 times after 409 IncorrectState, 429 and 5xx, except for put and get.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.breaker': {
    text: 'Its circuit breaker opens after 80 % of at least 10 calls failed in 120 s; 4xx other than 429 do not count.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.no-timeout': {
    text: 'It has no timeout of its own, and an abort needs httpOptions with a signal and no breaker.',
    confidence: 'verified',
    source: COMMON,
    untested: 'our transport sends by an httpClient of its own, whose aborts are tested there',
  },
  'F8.aborted-get': {
    text: 'A get that is aborted late has leased messages, which stay hidden until their visibility lapses.',
    confidence: 'verified',
    source: 'oci-queue 2.139.1',
  },
  'F8.header-timeout': {
    text: "Node's fetch waits 300 s for headers and Python 60 s, both longer than a poll.",
    confidence: 'verified',
    source: 'undici, oci-python-sdk',
    untested: 'a property of the clients; a poll of 30 s is shown to end',
  },
  'F8.client-close': {
    text: 'A client that is left open keeps no process alive: the timers of its breaker do not count.',
    confidence: 'verified',
    source: COMMON,
  },
  'F8.two-clients': {
    text: 'One breaker serves all operations of a client, so throttled gets can stop deletes: receive and ack by two clients.',
    confidence: 'assumed',
    source: COMMON,
  },
  'F8.python-defaults': {
    text: 'The SDK for Python has the same breaker, times out a connection at 10 s and a read at 60 s, and keeps exact ids.',
    confidence: 'in SDK code',
    source: 'oci-python-sdk',
    untested: 'shown by tools/interop as far as it shows, outside of Jest',
  },
} as const satisfies Readonly<Record<`F8.${string}`, Fact>>;
