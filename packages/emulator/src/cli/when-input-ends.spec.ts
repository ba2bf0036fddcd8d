import { createReadStream, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { whenInputEnds } from './when-input-ends.js';

/** As Node.js opens a standard input that is a file. */
const inputFrom = (file: string) => createReadStream('', { fd: openSync(file, 'r'), autoClose: false });

test.each([
  ['a pipe that ends', () => new PassThrough().end()],
  ['a pipe that ends after some input', () => new PassThrough().end('ignored')],
  ['a pipe that breaks', () => new PassThrough().destroy()],
  ['no input, as a service manager gives it', () => inputFrom(devNull)],
])('ends with %s, and once', async (_name, open) => {
  const input = open();
  let times = 0;
  await new Promise<void>((resolve) =>
    whenInputEnds(input, () => {
      times += 1;
      resolve();
    }),
  );
  input.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  expect(times).toBe(1);
});

test('does not end before', async () => {
  const input = new PassThrough();
  let hasEnded = false;
  whenInputEnds(input, () => (hasEnded = true));
  input.write('more to come');
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasEnded).toBe(false);
  input.destroy();
});
