import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { StampReading } from '@snoozeq/core';
import { formatInstant, parseInstant } from '../time/instant.js';
import { aMessage, DAY, HOUR } from '../spec-support/policy-input.js';
import { dueStampV1 } from './due-stamp.js';

interface Vectors {
  readonly now: string;
  readonly horizonDays: number;
  readonly readings: readonly {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly content: string;
    readonly expect: Readonly<Record<string, unknown>> & { readonly kind: string; readonly reason?: string };
  }[];
}

const file = new URL('../../vectors/due-stamp-v1.json', import.meta.url);
const { now, horizonDays, readings } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const convention = dueStampV1({ maxHideMs: 12 * HOUR, maxDeliveries: 0, horizonMs: horizonDays * DAY });

/** A reading in the words of the vectors, which name no zero. */
const inWords = (reading: StampReading, content: string): Record<string, unknown> => {
  if (reading.kind === 'malformed') return { ...reading };
  if (reading.kind === 'unstamped') return { ...reading, content };
  const { dueAtMs, expiresAtMs, publishedAtMs, attempts, relays, ...stamp } = reading.stamp;
  return {
    kind: 'stamped',
    ...stamp,
    content: reading.content ?? content,
    ...(attempts > 0 && { attempts }),
    ...(relays > 0 && { relays }),
    ...(dueAtMs !== undefined && { dueAt: formatInstant(dueAtMs) }),
    ...(expiresAtMs !== undefined && { expiresAt: formatInstant(expiresAtMs) }),
    ...(publishedAtMs !== undefined && { publishedAt: formatInstant(publishedAtMs) }),
  };
};

test.each(readings)('$name', ({ properties, content, expect: expected }) => {
  const reading = convention.read(aMessage({ properties, content }), parseInstant(now) ?? Number.NaN);
  const { reason, ...rest } = expected;
  expect(inWords(reading, content)).toEqual({
    ...rest,
    ...(reason !== undefined && { reason: expect.stringContaining(reason) }),
  });
});
