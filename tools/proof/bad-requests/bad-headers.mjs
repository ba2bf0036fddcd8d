// Headers that make a request a bad one although HTTP can read them.

const STRANGERS = ['http://evil.example', 'null', 'https://localhost.evil.example', 'file://', '*', ''];
const STRANGE_HOSTS = [
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  '127.0.0.1@evil',
  '[::2]',
  '0.0.0.0',
  'a b',
];
const NO_ETAGS = ['"nope"', 'nope', 'W/"x"', '"', ',', 'null', '%22', 'x'.repeat(2_000)];

export const BAD_HEADERS = [
  {
    name: 'an if-match that does not match',
    fits: ({ operation }) => operation.takes?.includes('if-match'),
    apply: (draft, random) => {
      draft.headers.push(['if-match', random.pick(NO_ETAGS)]);
    },
  },
  {
    name: 'a retry token too long',
    fits: ({ operation }) => operation.takes?.includes('opc-retry-token'),
    apply: (draft, random) => {
      draft.headers.push(['opc-retry-token', 't'.repeat(65 + random.size(5_000))]);
    },
  },
  {
    name: 'a page of a browser',
    fits: ({ operation }) => operation.isOwn,
    apply: (draft, random) => {
      draft.headers.push(['origin', random.pick(STRANGERS)]);
    },
  },
  {
    name: 'a host that is not loopback',
    fits: ({ operation }) => operation.isOwn,
    apply: (draft, random) => {
      draft.host = random.pick(STRANGE_HOSTS);
    },
  },
];
