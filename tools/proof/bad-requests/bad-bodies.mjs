// Changes of a body, each of which makes any request that needs one a bad one.
import { gzipSync } from 'node:zlib';
import { raw, removeAt, setAt } from './raw-json.mjs';

const NOT_OF_TYPE = {
  text: [5, true, [], {}, [['x']], raw('1e400')],
  whole: [
    '5',
    true,
    [],
    {},
    1.5,
    -0.5,
    raw('1e400'),
    raw('-1e400'),
    raw('1e-7'),
    raw('9007199254740993'),
    raw('1e300'),
  ],
  number: ['5', true, [], {}, 0, -1, raw('1e400'), 1e9],
  flag: ['true', 1, 0, [], {}],
  list: ['x', 5, true, {}, { 0: 'x', length: 1 }],
  object: ['x', 5, true, []],
  filter: [
    5,
    true,
    [],
    {},
    ':',
    ':a =',
    'a = 1',
    ':a LIKE "b"',
    ':a = "b',
    '('.repeat(5_000),
    ':a = 1 AND',
    '\0',
    '= = =',
  ],
  capabilities: ['x', 5, {}, [{}], ['LARGE_MESSAGES'], [{ type: 'X' }], [{ type: 5 }], [null], [[]]],
  group: [5, true, [], {}, 'nobody', '__proto__', 'ALL', 'x'.repeat(500)],
  choice: [5, true, [], {}, 'none', 'normal', ''],
};
const NO_JSON = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[',
    '"',
    'nul',
    'undefined',
    'NaN',
    "{'a':1}",
    '{"a":1,}',
    '{a:1}',
    '{}{}',
    '<a/>',
    'a=1',
    '\0',
  ],
  ...[
    '{"a":01}',
    '{"a":+1}',
    '{"a":.5}',
    '{"a":1.}',
    '{"a":"\n"}',
    '{"a":"\\x41"}',
    '{"a":"\\u12"}',
    '\ufeff{"a":1}',
    '//x\n{}',
  ],
];
const NO_OBJECT = ['5', '"text"', 'true', '[]', '[{}]', '1e400', '-0'];
/** Not UTF-8: a lone continuation, an overlong slash, a surrogate, beyond Unicode, a cut sequence. */
const NO_UTF8 = ['80', 'c0af', 'eda080', 'f4908080', 'e282'].map((hex) => Buffer.from(hex, 'hex'));
const REQUEST_BYTES = 512 * 1_024;

const fieldsOf = ({ fields = {} }, test) => Object.entries(fields).filter(([, field]) => test(field));
const hasBody = ({ operation }) => operation.body !== undefined;

/** They change `draft.json`. */
export const BAD_FIELDS = [
  {
    name: 'a field of another type',
    fits: hasBody,
    apply: ({ operation, json }, random) => {
      const [path, { type }] = random.pick(fieldsOf(operation, ({ type }) => type in NOT_OF_TYPE));
      setAt(json, path, structuredClone(random.pick(NOT_OF_TYPE[type])));
    },
  },
  {
    name: 'a number out of range',
    fits: ({ operation }) => fieldsOf(operation, ({ type }) => type === 'whole').length > 0,
    apply: ({ operation, json }, random) => {
      const [path, { min, max }] = random.pick(fieldsOf(operation, ({ type }) => type === 'whole'));
      setAt(json, path, random.outside(min, max));
    },
  },
  {
    name: 'a required field left out, or null',
    fits: ({ operation }) => fieldsOf(operation, ({ isRequired }) => isRequired).length > 0,
    apply: ({ operation, json }, random) => {
      const [path] = random.pick(fieldsOf(operation, ({ isRequired }) => isRequired));
      if (random.chance(0.5)) removeAt(json, path);
      else setAt(json, path, null);
    },
  },
  {
    name: 'a text too long or too short',
    fits: ({ operation }) => fieldsOf(operation, ({ type, max }) => type === 'text' && max).length > 0,
    apply: ({ operation, json }, random) => {
      const [path, { max }] = random.pick(fieldsOf(operation, ({ type, max }) => type === 'text' && max));
      setAt(
        json,
        path,
        random.pick(['', random.pick(['x', ' ', 'é', '😀', '\0']).repeat(max + random.size(2_000))]),
      );
    },
  },
  {
    name: 'a list too long or too short',
    fits: ({ operation }) => fieldsOf(operation, ({ type, max }) => type === 'list' && max).length > 0,
    apply: ({ operation, json }, random) => {
      const [path, { min = 0, max }] = random.pick(
        fieldsOf(operation, ({ type, max }) => type === 'list' && max),
      );
      const [first] = Array.isArray(json[path]) ? json[path] : [];
      const length = min > 0 && random.chance(0.3) ? 0 : max + random.size(500);
      setAt(
        json,
        path,
        Array.from({ length }, () => first ?? 'x'),
      );
    },
  },
  {
    name: 'a message too large',
    fits: ({ operation }) => operation.name === 'PutMessages',
    apply: ({ json }, random) => {
      setAt(
        json,
        'messages.0.content',
        random.pick(['x', '\\', '\0', 'é']).repeat(262_144 + random.size(1_000)),
      );
    },
  },
];

/** They change `draft.body`, the bytes. */
export const BAD_BYTES = [
  {
    name: 'no JSON',
    fits: hasBody,
    apply: (draft, random) => {
      // Where a body may be left out, nothing is as good as something.
      const texts = draft.operation.isBodyOptional ? NO_JSON.filter((text) => text.trim() !== '') : NO_JSON;
      draft.body = Buffer.from(random.pick(texts));
    },
  },
  {
    name: 'JSON that is no object',
    fits: hasBody,
    apply: (draft, random) => {
      draft.body = Buffer.from(random.pick(NO_OBJECT));
    },
  },
  {
    name: 'no body',
    fits: ({ operation }) => operation.body !== undefined && !operation.isBodyOptional,
    apply: (draft) => {
      draft.body = undefined;
    },
  },
  {
    name: 'a body that is cut',
    fits: hasBody,
    apply: (draft, random) => {
      draft.body = draft.body?.subarray(0, random.int(1, Math.max(1, draft.body.length - 1)));
    },
  },
  {
    name: 'bytes that are no UTF-8',
    fits: hasBody,
    apply: (draft, random) => {
      const body = draft.body ?? Buffer.alloc(0);
      const at = random.int(0, body.length);
      draft.body = Buffer.concat([body.subarray(0, at), random.pick(NO_UTF8), body.subarray(at)]);
    },
  },
  {
    name: 'random bytes',
    fits: hasBody,
    apply: (draft, random) => {
      draft.body = Buffer.concat([Buffer.from([0xff]), random.bytes(random.size(2_000))]);
    },
  },
  {
    name: 'another encoding',
    fits: hasBody,
    apply: (draft, random) => {
      const body = draft.body ?? Buffer.from('{}');
      draft.body = random.pick([
        (bytes) => gzipSync(bytes),
        (bytes) => Buffer.from(bytes.toString(), 'utf16le'),
      ])(body);
      if (random.chance(0.5))
        draft.headers.push(['content-encoding', random.pick(['gzip', 'br', 'x', 'deflate'])]);
    },
  },
  {
    name: 'deep JSON',
    fits: hasBody,
    apply: (draft, random) => {
      const depth = 10 + random.size(100_000);
      const [open, close] = random.pick([
        ['[', ']'],
        ['{"a":', '}'],
        ['{"messages":[', ']}'],
        ['{"entries":', '}'],
      ]);
      const end = random.chance(0.5) ? close.repeat(depth) : '';
      draft.body = Buffer.from(`[${open.repeat(depth)}1${end}${end && ']'}`);
    },
  },
  {
    name: 'something after the JSON',
    fits: hasBody,
    apply: (draft, random) => {
      draft.body = Buffer.concat([
        draft.body ?? Buffer.alloc(0),
        Buffer.from(random.pick(['x', '{}', ',', '\0', '}', '[]'])),
      ]);
    },
  },
  {
    name: 'a body too large',
    // It is slow, and once in a while is enough.
    fits: (draft, random) => hasBody(draft) && random.chance(0.1),
    apply: (draft, random) => {
      const padding = random.pick([' ', 'x', '[', '\0']).repeat(REQUEST_BYTES + random.size(1_000_000));
      draft.body = Buffer.from(`{"messages":[{"content":"${padding}`);
    },
  },
];
