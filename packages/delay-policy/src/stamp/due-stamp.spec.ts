import { describe, expect, test } from '@jest/globals';
import type { Stamp } from '@snoozeq/core';
import fc from 'fast-check';
import { dueStampV1 } from './due-stamp.js';
import { aMessage, DAY, HOUR, NOW, stamped } from '../spec-support/policy-input.js';

const convention = dueStampV1({ maxHideMs: 12 * HOUR, maxDeliveries: 20 });
const read = (properties: Record<string, string>) => convention.read(aMessage({ properties }), NOW);
const VALID = {
  'snoozeq-v': '1',
  'snoozeq-id': 'i',
  'snoozeq-key': 'k',
  'snoozeq-due-at': '2026-01-06T00:00:00.000Z',
};

describe('write', () => {
  test('names every property of the convention', () => {
    const stamp = {
      id: 'i',
      key: 'k',
      type: 'order.placed',
      dueAtMs: NOW,
      publishedAtMs: NOW - 1,
      attempts: 2,
      relays: 3,
      dead: 'poison',
    };
    expect(convention.write(stamp)).toEqual({
      'snoozeq-v': '1',
      'snoozeq-id': 'i',
      'snoozeq-key': 'k',
      'snoozeq-type': 'order.placed',
      'snoozeq-due-at': '2026-01-05T00:00:00.000Z',
      'snoozeq-published-at': '2026-01-04T23:59:59.999Z',
      'snoozeq-attempts': '2',
      'snoozeq-relays': '3',
      'snoozeq-dead': 'poison',
    });
  });

  test('leaves out what does not apply', () => {
    expect(convention.write({ id: 'i', key: 'k', attempts: 0, relays: 0 })).toEqual({
      'snoozeq-v': '1',
      'snoozeq-id': 'i',
      'snoozeq-key': 'k',
    });
  });

  test('never makes a due time earlier', () => {
    const properties = convention.write({ id: 'i', key: 'k', dueAtMs: NOW + 0.2, attempts: 0, relays: 0 });
    expect(properties['snoozeq-due-at']).toBe('2026-01-05T00:00:00.001Z');
  });

  test('is read back', () => {
    const instant = fc.integer({ min: NOW - DAY, max: NOW + 400 * DAY });
    const someStamp: fc.Arbitrary<Stamp> = fc
      .record({
        id: fc.string({ minLength: 1 }),
        key: fc.string({ minLength: 1 }),
        attempts: fc.nat(),
        relays: fc.nat(),
        due: fc.option(instant),
        published: fc.option(instant),
      })
      .map(({ due, published, ...stamp }) => ({
        ...stamp,
        ...(due !== null && { dueAtMs: due }),
        ...(published !== null && { publishedAtMs: published }),
      }));
    fc.assert(
      fc.property(someStamp, (stamp) => expect(read(convention.write(stamp))).toEqual(stamped(stamp))),
    );
  });
});

describe('read', () => {
  test.each([
    ['no properties', {}],
    ["somebody else's properties", { kind: 'later', 'not-snoozeq-id': '1' }],
  ])('%s: unstamped', (_what, properties) => expect(read(properties)).toEqual({ kind: 'unstamped' }));

  test('a stamp without a due time is due at once', () => {
    expect(read({ 'snoozeq-v': '1', 'snoozeq-id': 'i', 'snoozeq-key': 'k' })).toEqual(
      stamped({ id: 'i', key: 'k' }),
    );
  });

  test('without a key, the id is the key', () => {
    expect(read({ 'snoozeq-id': 'i' })).toEqual(stamped({ id: 'i', key: 'i' }));
  });

  test('an unreadable publish time is left out', () => {
    expect(read({ ...VALID, 'snoozeq-published-at': 'yesterday' })).toEqual(
      stamped({ id: 'i', key: 'k', dueAtMs: NOW + DAY }),
    );
  });

  test.each([
    ['snoozeq-v', '2', 'snoozeq-v "2" is not supported'],
    ['snoozeq-id', '', 'snoozeq-id is missing'],
    ['snoozeq-due-at', 'tomorrow', 'snoozeq-due-at "tomorrow" is not an RFC 3339 instant'],
    ['snoozeq-due-at', 'NaN', 'snoozeq-due-at "NaN" is not'],
    ['snoozeq-due-at', '', 'snoozeq-due-at "" is not'],
    ['snoozeq-due-at', '1999-12-31T23:59:59.999Z', 'is before 2000-01-01'],
    ['snoozeq-due-at', '2027-02-09T00:00:00.001Z', 'horizon of 400d'],
    ['snoozeq-attempts', '-1', 'snoozeq-attempts "-1" is not a whole number'],
    ['snoozeq-attempts', '1.5', 'snoozeq-attempts "1.5"'],
    ['snoozeq-relays', 'two', 'snoozeq-relays "two"'],
    ['snoozeq-relays', '', 'snoozeq-relays ""'],
  ])('%s %j is poison', (name, value, reason) => {
    expect(read({ ...VALID, [name]: value })).toEqual({
      kind: 'malformed',
      reason: expect.stringContaining(reason),
    });
  });

  test('a due time at the very horizon is believed', () => {
    expect(read({ ...VALID, 'snoozeq-due-at': '2027-02-09T00:00:00.000Z' })).toMatchObject({
      kind: 'stamped',
    });
  });

  test('a stamp without an id is poison', () => {
    expect(read({ 'snoozeq-due-at': VALID['snoozeq-due-at'] })).toMatchObject({ kind: 'malformed' });
  });

  test('a reason shows at most 40 characters of a value, on one line, and never the body', () => {
    const reading = convention.read(
      aMessage({ content: 'secret', properties: { ...VALID, 'snoozeq-due-at': `\n${'x'.repeat(99)}` } }),
      NOW,
    );
    const reason = reading.kind === 'malformed' ? reading.reason : '';
    expect(reason).toContain('x'.repeat(39));
    expect(reason).not.toContain('x'.repeat(40));
    expect(reason).not.toMatch(/\n|secret/);
  });

  test('a dead letter stays dead whatever else is wrong with it, so that it is not dead-lettered again', () => {
    const properties = {
      'snoozeq-dead': 'poison',
      'snoozeq-v': '9',
      'snoozeq-due-at': 'tomorrow',
      'snoozeq-relays': 'x',
    };
    expect(read(properties)).toMatchObject({ kind: 'stamped', stamp: { dead: 'poison', relays: 0 } });
  });

  test('never throws, and believes only what is within the bounds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(VALID), 'snoozeq-attempts'), fc.string()),
        (properties) => {
          const reading = read({ ...VALID, ...properties });
          if (reading.kind !== 'stamped') return expect(reading.kind).toBe('malformed');
          return expect(reading.stamp.attempts).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
