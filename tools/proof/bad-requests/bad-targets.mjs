// Changes of method, path and query, each of which makes any request a bad one.
import { methodsAt } from './operations.mjs';

const STRANGE_IDS = [
  ...[
    'ocid1.queue.oc1..nobody',
    'messages',
    '..',
    '%2e%2e',
    '.',
    '%00',
    'a%00b',
    '%ff%fe',
    '%C0%80',
    '%F0%9F%98%80',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '*',
    '-1',
    'null',
    'undefined',
    '%20',
    '%0d%0aX:%20y',
  ],
  ...[
    "'%20OR%201=1",
    '%3Cscript%3E',
    '$%7Bjndi:x%7D',
    'a:b',
    ':queueId',
    '%25',
    '%2F',
    'a%2Fb',
    '%E0%A4%A',
    '%',
    '%zz',
  ],
];
const STRANGE_PATHS = [
  ...[
    '/',
    '/20210201',
    '/20210202/queues',
    '/20210201/queue',
    '/20210201/QUEUES',
    '/20210201/queues/a/b/c/d/e',
  ],
  ...[
    '/20210201/%71ueue',
    '/favicon.ico',
    '/_emulator',
    '/_emulator/',
    '/_emulator/nothing',
    '/_emulator/../20210201/x',
  ],
  ...[
    '/20210201/queues.json',
    '/20210201/queues/%',
    '/20210201/queues/%zz/messages',
    '/%',
    '/%c0%af',
    '/\\',
    '/..%2f..%2fetc',
  ],
  ...[
    '/20210201/workRequest',
    '/20210201/consumerGroups/a/b',
    '//',
    '/20210201//nothing',
    '/20210201;x=1/nothing',
    '/?',
  ],
];
const METHODS = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'HEAD',
  'SEARCH',
  'M-SEARCH',
  'LOCK',
];
const NOT_WHOLE = [
  ...[
    'many',
    '1.5',
    '1e1',
    '0x5',
    'NaN',
    'Infinity',
    '-Infinity',
    '--1',
    '+5',
    '5%20',
    '%205',
    '5,5',
    '1_0',
    '%D9%A3',
  ],
  ...['null', 'true', '[]', '%7B%7D', '5%00', '%FF', '9007199254740993', '1'.repeat(400), '-0.0', '5;', "5'"],
];
const NO_TOKEN = ['x', '-1', '1.5', '%00', '9'.repeat(40), 'null', '[]'];

export const BAD_TARGETS = [
  {
    name: 'a path that is no operation',
    fits: () => true,
    apply: (draft, random) => {
      draft.path = random.pick(STRANGE_PATHS);
    },
  },
  {
    name: 'an id of nothing',
    fits: ({ operation }) => operation.path.includes('{'),
    apply: (draft, random) => {
      const name = random.pick([...draft.operation.path.matchAll(/\{(\w+)\}/g)])[1];
      draft.ids[name] = name === 'receipt' ? strangeReceipt(draft, random) : strangeId(random);
    },
  },
  {
    name: 'one more part of the path',
    fits: () => true,
    apply: (draft, random) => {
      draft.tail = `/${random.pick(['x', '..', '%2e', 'message', '%00', '%', 'y'.repeat(random.size(6_000))])}`;
    },
  },
  {
    name: 'a method that the path does not take',
    fits: () => true,
    apply: (draft, random) => {
      const taken = methodsAt(draft.operation);
      draft.method = random.pick(METHODS.filter((method) => !taken.includes(method)));
    },
  },
  {
    name: 'a number of the query that is none',
    fits: ({ operation }) => queryFields(operation, 'whole').length > 0,
    apply: (draft, random) => {
      const [name, { min, max }] = random.pick(queryFields(draft.operation, 'whole'));
      const value = random.chance(0.5) ? random.outside(min, max) : random.pick(NOT_WHOLE);
      draft.query.push([name, String(value)]);
    },
  },
  {
    name: 'a parameter of the query twice',
    fits: ({ operation }) => operation.query !== undefined,
    apply: (draft, random) => {
      const name = random.pick(Object.keys(draft.operation.query));
      draft.query.push([name, '1'], [name, random.pick(['1', '2', ''])]);
    },
  },
  {
    name: 'a text of the query that is too long',
    fits: ({ operation }) => queryFields(operation, 'text').length > 0,
    apply: (draft, random) => {
      const [name, { max }] = random.pick(queryFields(draft.operation, 'text'));
      draft.query.push([name, random.pick(['x', '%20', '%C3%A9']).repeat(max + random.size(1_000))]);
    },
  },
  {
    name: 'a choice of the query that is none',
    fits: ({ operation }) => queryFields(operation, 'choice').length > 0,
    apply: (draft, random) => {
      const [name] = random.pick(queryFields(draft.operation, 'choice'));
      draft.query.push([name, random.pick(['none', 'asc%20', '1', '__proto__', 'x'.repeat(300)])]);
    },
  },
  {
    name: 'a token of a page that is none',
    fits: ({ operation }) => queryFields(operation, 'token').length > 0,
    apply: (draft, random) => {
      draft.query.push(['page', random.pick(NO_TOKEN)]);
    },
  },
  {
    name: 'a consumer group of nothing',
    fits: ({ operation }) => queryFields(operation, 'id').length > 0,
    apply: (draft, random) => {
      draft.query.push(['consumerGroupId', random.pick(STRANGE_IDS.filter((id) => id !== '%20'))]);
    },
  },
];

const queryFields = ({ query = {} }, type) =>
  Object.entries(query).filter(([, field]) => field.type === type);

const strangeId = (random) =>
  random.chance(0.2)
    ? random.pick(['a', '%41', '.']).repeat(1 + random.size(4_000))
    : random.pick(STRANGE_IDS);

const strangeReceipt = ({ world }, random) => {
  const at = random.int(0, world.receipt.length - 1);
  const { receipt } = world;
  return random.pick([
    world.foreignReceipt,
    world.deletedReceipt,
    receipt.slice(0, at),
    `${receipt}${random.pick(['A', '=', '%3D', '%00', '/'])}`,
    `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`,
    receipt.toLowerCase(),
    strangeId(random),
  ]);
};
