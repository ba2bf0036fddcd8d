import { describe, expect, test } from '@jest/globals';
import type { Stamp, StampConvention, StampReading } from '@snoozeq/core';
import fc from 'fast-check';
import { aMessage, DAY, HOUR, NOW, stamped } from '../spec-support/policy-input.js';
import { dueStampV1, envelopeStampV1 } from './due-stamp.js';

const options = { maxHideMs: 12 * HOUR, maxDeliveries: 0 };
const CONVENTIONS = [
  ['properties', dueStampV1(options)],
  ['an envelope', envelopeStampV1(options)],
] as const;
const STAMP: Stamp = { id: 'i', key: 'k', dueAtMs: NOW + DAY, attempts: 0, relays: 0 };

const instant = fc.integer({ min: NOW - DAY, max: NOW + 400 * DAY });
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const someStamp: fc.Arbitrary<Stamp> = fc.record(
  {
    id: fc.string({ minLength: 1, unit: 'binary' }),
    key: fc.string({ minLength: 1, unit: 'binary' }),
    type: fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 128,
    }),
    attempts: fc.nat(),
    relays: fc.nat(),
    rev: fc.integer({ min: 1, max: 1e9 }),
    dueAtMs: instant,
    expiresAtMs: instant,
    publishedAtMs: instant,
    traceparent: fc.tuple(hex(2), hex(32), hex(16), hex(2)).map((parts) => parts.join('-')),
    dead: fc.string({ unit: 'binary' }),
  },
  { requiredKeys: ['id', 'key', 'attempts', 'relays'] },
);
const someContent = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '{"snoozeq":{"v":1}}',
    '{"snoozeq":',
    '{ "a": 1 }',
    '12345678901234567890',
    '{"b":1,"1":2}',
    '',
  ),
);

const read = (
  convention: StampConvention,
  message: { content: string; properties?: Readonly<Record<string, string>> },
): StampReading => convention.read(aMessage({ properties: {}, ...message }), NOW);
const contentIn = (reading: StampReading, content: string): string =>
  (reading.kind === 'stamped' ? reading.content : undefined) ?? content;

describe.each(CONVENTIONS)('in %s', (_name, convention) => {
  test('a stamp and a content are read back as they were written, by either reader', () => {
    fc.assert(
      fc.property(someStamp, someContent, (stamp, content) => {
        const sealed = convention.seal({ content }, stamp);
        for (const [, reader] of CONVENTIONS) {
          const reading = read(reader, sealed);
          expect(reading).toMatchObject(stamped(stamp));
          expect(contentIn(reading, sealed.content)).toBe(content);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a due time is never written earlier', () => {
    const sealed = convention.seal({ content: '1' }, { ...STAMP, dueAtMs: NOW + 0.2 });
    expect(read(convention, sealed)).toMatchObject(stamped({ ...STAMP, dueAtMs: NOW + 1 }));
  });

  test.each(CONVENTIONS)(
    'a successor of what came in %s has the new stamp alone, and other properties',
    (_from, from) => {
      const before = from.seal(
        { content: '{"n":1}', properties: { tenant: 't' } },
        { ...STAMP, attempts: 4, rev: 2 },
      );
      const content = contentIn(read(convention, before), before.content);
      const after = convention.seal({ ...before, content }, { ...STAMP, dueAtMs: NOW + 2 * DAY });
      const reading = read(convention, after);
      expect(reading).toMatchObject(stamped({ ...STAMP, dueAtMs: NOW + 2 * DAY }));
      expect(reading.kind === 'stamped' && reading.stamp).not.toHaveProperty('rev');
      expect(contentIn(reading, after.content)).toBe('{"n":1}');
      expect(after.properties).toMatchObject({ tenant: 't' });
    },
  );

  test('a dead letter of what cannot be read is dead, with what was in it', () => {
    for (const broken of [
      { content: '{"snoozeq":{"v":9}}' },
      { content: 'x', properties: { 'snoozeq-v': '9' } },
    ]) {
      const sealed = convention.seal(broken, { ...STAMP, dead: 'poison' });
      const reading = read(convention, sealed);
      expect(reading).toMatchObject({ kind: 'stamped', stamp: { dead: 'poison' } });
      expect(contentIn(reading, sealed.content)).toBe(broken.content);
    }
  });
});

test.each(CONVENTIONS)('what no reader would believe is not written in %s', (_name, convention) => {
  const seal = (stamp: Partial<Stamp>) => convention.seal({ content: '1' }, { ...STAMP, ...stamp });
  for (const type of ['', 'order placed', 'größe', 'x'.repeat(129)])
    expect(() => seal({ type })).toThrow('is not 1 to 128 printable ASCII characters');
  for (const rev of [-1, 1.5, 1e15, Number.NaN])
    expect(() => seal({ rev })).toThrow(`snoozeq-rev ${rev}: give a whole number of 0 to 999999999999999`);
  expect(read(convention, seal({ traceparent: '00-xyz' }))).toMatchObject(stamped(STAMP));
  expect(JSON.stringify(seal({ traceparent: '00-xyz' }))).not.toContain('00-xyz');
});

test('a dead letter keeps the identity that its faulty stamp has', () => {
  const properties = { 'snoozeq-id': 'order-7/1', 'snoozeq-due-at': 'at noon' };
  const sealed = dueStampV1(options).seal({ content: '1', properties }, { ...STAMP, dead: 'poison' });
  expect(sealed.properties).toMatchObject({ 'snoozeq-id': 'order-7/1', 'snoozeq-key': 'order-7/1' });
});

describe('what strangers send', () => {
  const closed = dueStampV1({ ...options, acceptUnstamped: false });

  test('is told apart from no stamp where one is asked for', () => {
    expect(read(closed, { content: '1' })).toEqual({
      kind: 'malformed',
      reason: expect.stringContaining('acceptUnstamped'),
    });
    expect(read(envelopeStampV1(options), { content: '1' })).toMatchObject({ kind: 'malformed' });
    const open = envelopeStampV1({ ...options, acceptUnstamped: true });
    expect(read(open, { content: '1' })).toEqual({ kind: 'unstamped' });
  });

  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.string().map((text) => `{"snoozeq":${text}`),
    fc.json().map((header) => `{"snoozeq":${header},"data":1}`),
    fc
      .array(fc.constantFrom('{', '}', '"snoozeq"', ':', '"v"', '1', ',', '"id"', '"data"', '[', '"\\'))
      .map((parts) => `{"snoozeq":${parts.join('')}`),
  );
  const someProperties = fc.dictionary(
    fc.constantFrom(
      'snoozeq-due-at',
      'snoozeq-id',
      'snoozeq-v',
      'snoozeq-type',
      'snoozeq-rev',
      'traceparent',
      'x',
    ),
    fc.string({ unit: 'binary' }),
  );

  test.each([
    ['a header that is nested deep', `{"snoozeq":${'['.repeat(50_000)}${']'.repeat(50_000)},"data":1}`],
    [
      'long values',
      `{"snoozeq":{"v":1,"id":"${'x'.repeat(99_000)}","dueAt":"${'9'.repeat(99_000)}"},"data":1}`,
    ],
    ['a long name, twice', `{"snoozeq":{"${'n'.repeat(99_000)}":1,"${'n'.repeat(99_000)}":2},"data":1}`],
  ])('%s: poison, and a short reason', (_what, content) => {
    const reading = read(closed, { content });
    expect(reading).toMatchObject({ kind: 'malformed' });
    expect(reading.kind === 'malformed' && reading.reason.length).toBeLessThan(200);
  });

  test('a body that is nested deep is poison, or the body that it was', () => {
    const data = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const content = `{"snoozeq":{"v":1,"id":"i"},"data":${data}}`;
    const reading = read(closed, { content });
    expect(reading.kind === 'malformed' ? data : contentIn(reading, content)).toBe(data);
  });

  test('never throws, and a reason is one short line without the body', () => {
    fc.assert(
      fc.property(garbage, someProperties, (content, properties) => {
        for (const [, reader] of CONVENTIONS) {
          const reading = read(reader, { content, properties });
          if (reading.kind !== 'malformed') continue;
          expect(reading.reason.length).toBeLessThan(200);
          expect(reading.reason).not.toMatch(/\n/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('an envelope that was cut off, or given a second due time, is not due any earlier', () => {
    const { content } = envelopeStampV1(options).seal({ content: '{"n":1}' }, STAMP);
    for (let length = 0; length < content.length; length += 1)
      expect(read(closed, { content: content.slice(0, length) }).kind).toBe('malformed');
    const members = ['"dueAt":"2026-01-01T00:00:00Z"', '"snoozeq":{"v":1,"id":"i"}', '"v":1', '"data":2'];
    for (const member of members)
      for (let at = 1; at < content.length; at += 1) {
        const reading = read(closed, { content: `${content.slice(0, at)},${member},${content.slice(at)}` });
        if (reading.kind === 'stamped') expect(reading.stamp.dueAtMs).toBe(STAMP.dueAtMs);
      }
  });
});
