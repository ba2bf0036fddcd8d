import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseWithExactIds } from './exact-ids.js';

describe('ids of a reply', () => {
  test.each([
    ['{"id":90071992627959053}', { id: '90071992627959053' }],
    ['{"id" :\n 90071992627959053 }', { id: '90071992627959053' }],
    [
      '{"id":9007199254740993,"x":{"id":54043195530795461}}',
      { id: '9007199254740993', x: { id: '54043195530795461' } },
    ],
    ['{"id":7}', { id: 7 }],
    ['{"id":"90071992627959053"}', { id: '90071992627959053' }],
    ['{"ids":90071992627959053}', { ids: Number('90071992627959053') }],
  ])('%s keeps every digit', (text, value) => expect(parseWithExactIds(text)).toEqual(value));

  /** Text made of the pieces that could fool a pattern, mixed with anything. */
  const trickyText = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '"id":',
          '"id" : ',
          '1234567890123456789',
          '"',
          '\\',
          '{',
          '}',
          ',',
          'id',
          '\\"',
          '\n',
        ),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map((pieces) => pieces.join(''));

  test('no string is ever changed, be it content, key or value', () =>
    fc.assert(
      fc.property(
        trickyText,
        fc.dictionary(trickyText, trickyText),
        fc.bigInt({ min: 0n, max: 2n ** 63n }),
        (content, customProperties, id) => {
          const metadata = { customProperties: { ...customProperties } };
          const rest = JSON.stringify({ content, metadata });
          const parsed = parseWithExactIds(`{"messages":[{"id":${id},${rest.slice(1)}]}`);
          const { messages } = parsed as { messages: { id: string | number }[] };
          expect(messages).toEqual([{ id: messages[0]?.id, content, metadata }]);
          expect(String(messages[0]?.id)).toBe(String(id));
        },
      ),
      { numRuns: 500 },
    ));
});
