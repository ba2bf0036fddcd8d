import { shownValue } from '../time/shown-value.js';
import { memberNames } from './member-names.js';
import {
  ATTEMPTS,
  DEAD,
  DUE_AT,
  EXPIRES_AT,
  ID,
  KEY,
  PUBLISHED_AT,
  RELAYS,
  REVISION,
  STAMP_VERSION,
  TRACEPARENT,
  TYPE,
  VERSION,
  type StampProperties,
} from './stamp-properties.js';

/** Members of the envelope's header, the property that each stands for, and its type. */
const MEMBERS = [
  ['dueAt', DUE_AT, 'string'],
  ['id', ID, 'string'],
  ['key', KEY, 'string'],
  ['type', TYPE, 'string'],
  ['publishedAt', PUBLISHED_AT, 'string'],
  ['expiresAt', EXPIRES_AT, 'string'],
  ['attempts', ATTEMPTS, 'number'],
  ['relays', RELAYS, 'number'],
  ['rev', REVISION, 'number'],
  ['traceparent', TRACEPARENT, 'string'],
  ['dead', DEAD, 'string'],
] as const;
const VERSION_MEMBER = ['v', VERSION, 'number'] as const;
const HEADER = 'snoozeq';
/** Only what looks like one is parsed: most contents are no envelopes. */
const LOOKS_LIKE_ONE = /^\s*\{[^]*"snoozeq"\s*:/;

export type Opened =
  | { readonly kind: 'none' }
  | { readonly kind: 'opened'; readonly properties: StampProperties; readonly content: string }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Puts content into an envelope, `{"snoozeq":{…},"data":…}`. Content that JSON would give back differently (text, spaces, long
 * numbers) travels as it is, in `text` in place of `data`.
 */
export const sealEnvelope = (content: string, stamp: StampProperties): string => {
  const members = MEMBERS.flatMap(([member, name, type]) => {
    const value = stamp[name];
    return value === undefined ? [] : [[member, type === 'number' ? Number(value) : value] as const];
  });
  const header = JSON.stringify({ v: Number(STAMP_VERSION), ...Object.fromEntries(members) });
  const body = isPlainJson(content) ? `"data":${content}` : `"text":${JSON.stringify(content)}`;
  return `{"${HEADER}":${header},${body}}`;
};

const isPlainJson = (content: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(content)) === content;
  } catch {
    return false;
  }
};

/** Takes an envelope apart. Never throws: what looks like one and cannot be trusted is malformed. */
export const openEnvelope = (content: string): Opened => {
  if (!LOOKS_LIKE_ONE.test(content)) return { kind: 'none' };
  try {
    const envelope = JSON.parse(content) as object;
    if (!Object.hasOwn(envelope, HEADER)) return { kind: 'none' };
    const names = memberNames(content, HEADER);
    const repeated = repeatedIn(names.outer) ?? repeatedIn(names.inner);
    return repeated === undefined ? opened(envelope) : malformed(`names ${shownValue(repeated)} twice`);
  } catch (error) {
    return malformed(String(error).startsWith('SyntaxError') ? 'is not JSON' : 'is nested too deep');
  }
};

const opened = ({
  snoozeq: header,
  ...body
}: {
  snoozeq?: unknown;
  data?: unknown;
  text?: unknown;
}): Opened => {
  if (typeof header !== 'object' || header === null)
    return malformed(`has a header that is ${typeOf(header)}`);
  const fault = faultOfHeader(new Map(Object.entries(header)));
  if (fault !== undefined) return malformed(fault);
  const content = contentOf(body);
  if (content === undefined) return malformed('has not one of data, or text that is a string');
  return { kind: 'opened', properties: propertiesOf(header), content };
};

/** A wrong type is a mistake of its writer, and what it meant is a guess; a dead letter keeps the mistake that it died of. */
const faultOfHeader = (header: ReadonlyMap<string, unknown>): string | undefined => {
  if (typeof header.get('dead') === 'string') return undefined;
  for (const [member, , type] of [VERSION_MEMBER, ...MEMBERS]) {
    const value = header.get(member);
    const isMissing = !header.has(member) && member !== 'v';
    if (!isMissing && typeof value !== type)
      return `has a member ${member} that is ${typeOf(value)}: write a ${type}`;
  }
  return undefined;
};

const propertiesOf = (header: object): StampProperties => {
  const values = new Map<string, unknown>(Object.entries(header));
  return Object.fromEntries(
    [VERSION_MEMBER, ...MEMBERS].flatMap(([member, name, type]) => {
      const value = values.get(member);
      return typeof value === type ? [[name, String(value)]] : [];
    }),
  );
};

const contentOf = (body: { data?: unknown; text?: unknown }): string | undefined => {
  const hasText = Object.hasOwn(body, 'text');
  if (hasText === Object.hasOwn(body, 'data')) return undefined;
  if (!hasText) return JSON.stringify(body.data);
  return typeof body.text === 'string' ? body.text : undefined;
};

const repeatedIn = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

const typeOf = (value: unknown): string =>
  value === null ? 'null' : value === undefined ? 'missing' : typeof value;

const malformed = (problem: string): Opened => ({ kind: 'malformed', reason: `the envelope ${problem}` });
