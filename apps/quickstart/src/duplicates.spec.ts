import { describe, expect, test } from '@jest/globals';
import { duplicatesOf } from './duplicates.js';
import { aStart } from './spec-support/a-start.js';

const NOBODY: ReadonlySet<string> = new Set();

describe('duplicatesOf', () => {
  test.each([
    ['one start', [aStart()], NOBODY, {}],
    ['two messages', [aStart({ id: 'a' }), aStart({ id: 'b' })], NOBODY, {}],
    [
      'the first process was killed',
      [aStart({ consumer: 'x' }), aStart({ atMs: 2 })],
      new Set(['x']),
      { kill: 1 },
    ],
    [
      'the second process was killed',
      [aStart(), aStart({ consumer: 'x', atMs: 2 })],
      new Set(['x']),
      { unexplained: 1 },
    ],
    ['the lease had ended', [aStart({ leaseUntilMs: 30 }), aStart({ atMs: 30 })], NOBODY, { pause: 1 }],
    [
      'the lease had not ended',
      [aStart({ leaseUntilMs: 30 }), aStart({ atMs: 29 })],
      NOBODY,
      { unexplained: 1 },
    ],
    [
      'another message of the service',
      [aStart({ serviceId: '1' }), aStart({ serviceId: '2', atMs: 2 })],
      NOBODY,
      { copy: 1 },
    ],
    ['records in another order', [aStart({ atMs: 30 }), aStart({ leaseUntilMs: 30 })], NOBODY, { pause: 1 }],
    ['three starts', [aStart(), aStart({ atMs: 2 }), aStart({ atMs: 3 })], NOBODY, { unexplained: 2 }],
  ])('%s', (_name, starts, killed, byCause) => {
    const total = Object.values<number>(byCause).reduce((sum, count) => sum + count, 0);
    expect(duplicatesOf(starts, killed)).toEqual({ total, byCause });
  });
});
