import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JournalEntry } from '../contracts/journal.js';
import { formatLine, parseLine } from './journal-line.js';

const text = fc.string({ unit: 'binary' });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
const subject = { id: text, key: text, atMs: number, by: text };
const status = fc.constantFrom('applied' as const, 'lease-lost' as const, 'failed' as const);
const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({
    ...{ ...subject, kind: fc.constant('published' as const), dueAtMs: number, lane: text },
    ...{
      strategy: fc.constantFrom('hold' as const, 'relay' as const),
      holds: fc.nat(),
      deliveries: fc.nat(),
    },
  }),
  fc.record({
    ...subject,
    kind: fc.constant('unsent' as const),
    as: fc.constant('failed' as const),
    reason: text,
  }),
  fc.record({
    ...{
      ...subject,
      kind: fc.constant('held' as const),
      from: fc.constantFrom('gate' as const, 'attempt' as const),
    },
    ...{ untilMs: number, visibleAtMs: number, deliveryCount: fc.nat(), status, reason: text },
  }),
  fc.record(
    {
      ...subject,
      kind: fc.constant('attempted' as const),
      attempt: fc.nat(),
      deliveryCount: fc.nat(),
      dueAtMs: number,
    },
    { requiredKeys: ['id', 'key', 'atMs', 'by', 'kind', 'attempt', 'deliveryCount'] },
  ),
  fc.record(
    {
      ...{
        ...subject,
        kind: fc.constant('settled' as const),
        as: fc.constantFrom('completed' as const, 'dropped' as const),
      },
      ...{ deliveryCount: fc.nat(), status, reason: text },
    },
    { requiredKeys: ['id', 'key', 'atMs', 'by', 'kind', 'as', 'deliveryCount', 'status'] },
  ),
);

test('whatever is written is read as it was, from one line', () => {
  fc.assert(
    fc.property(entry, (one) => {
      const line = formatLine(one);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(parseLine(line)).toEqual(one);
    }),
  );
});

test('a part of a line is never taken for an entry', () => {
  fc.assert(
    fc.property(entry, fc.nat(), (one, cut) => {
      const line = formatLine(one).trimEnd();
      expect(parseLine(line.slice(0, cut % line.length))).toBe('unreadable');
    }),
  );
});

test('nothing that anybody may have written throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify({ v: 1, kind: value })),
      ),
      (line) => {
        expect(parseLine(line)).toBe('unreadable');
      },
    ),
  );
});
