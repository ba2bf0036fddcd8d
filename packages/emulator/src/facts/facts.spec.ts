import { expect, test } from '@jest/globals';
import { FACTS } from './facts.js';

test('every fact has an id of its section, a sentence and a source', () => {
  const wrong = Object.entries(FACTS).filter(
    ([id, { text, source }]) =>
      !/^F[1-8]\.[a-z0-9-]+$/.test(id) || !/^\S.+[^.]\.$/.test(text) || source === '',
  );
  expect(wrong).toEqual([]);
});
