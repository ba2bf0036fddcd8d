import { parseDuration, parseInstant } from '@snoozeq/delay-policy';
import { z } from 'zod';
import { quoted } from './quoted.js';

/** When a message is due: at an instant, or so long after the start of the run (`--from`). */
export type Due =
  { readonly kind: 'at'; readonly atMs: number } | { readonly kind: 'after'; readonly afterMs: number };

/** Our limit: a key travels as a custom property of every copy of the message. */
const MAX_KEY_LENGTH = 128;

const KEY = z
  .string('key is missing or not a string: give every message a name')
  .min(1, 'key is empty: give every message a name')
  .max(MAX_KEY_LENGTH, {
    error: ({ input }) =>
      `key has ${String(input).length} characters, the limit is ${MAX_KEY_LENGTH}: shorten it`,
  })
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'key holds a control character or half a surrogate pair: remove it');

const DUE_AT = z
  .string('dueAt is not a string: give RFC 3339 such as "2026-11-25T09:00:00Z"')
  .transform((text, context) => {
    const atMs = parseInstant(text);
    if (atMs !== undefined) return atMs;
    context.addIssue(
      `dueAt ${quoted(text)} is not RFC 3339 with an offset: write it like "2026-11-25T09:00:00Z"`,
    );
    return z.NEVER;
  });

const IN = z.string('in is not a string: give a duration such as "3d4h"').transform((text, context) => {
  const afterMs = parseDuration(text);
  if (afterMs !== undefined) return afterMs;
  context.addIssue(
    `in ${quoted(text)} is not a duration: write whole numbers with w, d, h, m, s or ms, largest first, like "3d4h"`,
  );
  return z.NEVER;
});

const SECOND_MS = 1_000;
const OFFSET = z
  .number('offsetSeconds is not a finite number: give seconds such as 5400')
  .nonnegative({ error: ({ input }) => `offsetSeconds is ${input}: give 0 or more` })
  .transform((seconds) => seconds * SECOND_MS);

const FIELDS = z.strictObject(
  {
    key: KEY,
    body: z
      .unknown()
      .refine((body) => body !== undefined, 'body is missing: give any JSON value, null included'),
    dueAt: DUE_AT.optional(),
    in: IN.optional(),
    offsetSeconds: OFFSET.optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? unknownFields(issue.keys)
        : 'not a JSON object: write {"key": …} on each line',
  },
);

/** One line of the input, checked; a due time in exactly one of three forms. */
export const LINE_SHAPE = FIELDS.transform(({ key, body, dueAt, in: after, offsetSeconds }, context) => {
  const dues: Due[] = [];
  if (dueAt !== undefined) dues.push({ kind: 'at', atMs: dueAt });
  if (after !== undefined) dues.push({ kind: 'after', afterMs: after });
  if (offsetSeconds !== undefined) dues.push({ kind: 'after', afterMs: offsetSeconds });
  const [due] = dues;
  if (due !== undefined && dues.length === 1) return { key, body, due };
  context.addIssue(
    `${dues.length === 0 ? 'no' : dues.length} due times: give exactly one of dueAt, in, offsetSeconds`,
  );
  return z.NEVER;
});

const MAX_NAMED = 5;
const unknownFields = (names: readonly string[]): string => {
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const named = names.slice(0, MAX_NAMED).map(quoted).join(', ');
  return `unknown field ${named}${more}: only key, body and one of dueAt, in, offsetSeconds are allowed`;
};
