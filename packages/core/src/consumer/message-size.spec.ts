import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byteLength } from './message-size.js';

describe('byteLength', () => {
  test('is never less than the message takes in the JSON of a put', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(text, text, fc.dictionary(text, text, { maxKeys: 5 }), (content, lane, properties) => {
        const wire = JSON.stringify({
          content,
          metadata: { channelId: lane, customProperties: properties },
        });
        expect(byteLength({ content, lane, properties })).toBeGreaterThanOrEqual(Buffer.byteLength(wire));
      }),
    );
  });

  test.each([
    { name: 'ASCII', content: 'x'.repeat(1_000), bytes: 1_000 },
    { name: 'letters of two bytes', content: 'é'.repeat(1_000), bytes: 2_000 },
    { name: 'quotes, which JSON escapes', content: '"'.repeat(1_000), bytes: 2_000 },
  ])('counts $name as the wire does', ({ content, bytes }) => {
    expect(byteLength({ content })).toBeGreaterThanOrEqual(bytes);
    expect(byteLength({ content })).toBeLessThanOrEqual(bytes + 100);
  });
});
