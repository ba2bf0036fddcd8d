import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_LINE_BYTES, readLines } from './read-lines.js';

const good = (key: string): string => JSON.stringify({ key, body: 1, in: '1s' });

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
const read = (input: string | Uint8Array, size = 64) => readLines(inChunks(Buffer.from(input), size));
const summary = async (input: string | Uint8Array, size?: number) =>
  (await read(input, size)).map((one) => [one.line, one.kind === 'parsed' ? one.key : one.reason]);

describe('lines of a stream', () => {
  test.each([
    ['nothing', '', []],
    ['only blank lines', '\n \n\t\r\n', []],
    ['one line without an end', good('a'), [[1, 'a']]],
    [
      'blank lines are counted and left out',
      `\n${good('a')}\n\n  \n${good('b')}\n\n`,
      [
        [2, 'a'],
        [5, 'b'],
      ],
    ],
    [
      'CRLF',
      `${good('a')}\r\n\r\n${good('b')}\r\n`,
      [
        [1, 'a'],
        [3, 'b'],
      ],
    ],
    [
      'a byte order mark',
      `\uFEFF${good('a')}\n${good('b')}`,
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['only a byte order mark', '\uFEFF', []],
    [
      'more than ASCII',
      `${good('Größe')}\n${good('🙂')}`,
      [
        [1, 'Größe'],
        [2, '🙂'],
      ],
    ],
  ])('%s', async (_name, input, expected) => {
    for (const size of [1, 3, 64, 10_000]) expect(await summary(input, size)).toEqual(expected);
  });

  test('a byte that is not UTF-8 is found on its line, and the others are read', async () => {
    const input = Buffer.concat([
      Buffer.from(`${good('a')}\n{"key":"`),
      Buffer.from([0xff]),
      Buffer.from(`"}\n${good('b')}`),
    ]);
    expect(await summary(input)).toEqual([
      [1, 'a'],
      [2, 'not UTF-8: save the input as UTF-8'],
      [3, 'b'],
    ]);
  });

  test('UTF-16 is refused, not mangled', async () => {
    const [first] = await summary(Buffer.from(`\uFEFF${good('a')}`, 'utf16le'));
    expect(first).toEqual([1, 'not UTF-8: save the input as UTF-8']);
  });

  test('a line over the limit is refused with its size, and the next is read', async () => {
    const longest = `${good('a')}${' '.repeat(MAX_LINE_BYTES - good('a').length)}`;
    expect(await summary(`${longest}\n${longest} \n${good('b')}`, 65_536)).toEqual([
      [1, 'a'],
      [2, expect.stringMatching(/^4194305 bytes, the limit of a line is 4194304: /)],
      [3, 'b'],
    ]);
  });
});

test('every line number is right, whatever the lines hold and however the bytes arrive', async () => {
  const anyLine = fc.oneof(
    fc.constantFrom('', ' ', '{', '[]', good('x')),
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')),
  );
  const input = fc.record({
    lines: fc.array(anyLine),
    end: fc.constantFrom('\n', '\r\n'),
    size: fc.integer({ min: 1, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ lines, end, size }) => {
      const expected = lines.flatMap((text, index) => (text.trim() === '' ? [] : [index + 1]));
      expect((await read(lines.join(end), size)).map(({ line }) => line)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
