import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filled, fullBucket, isOpen, spent, type TokenBucket } from './token-bucket.js';

const rates = fc.integer({ min: 1, max: 10_000_000 });
const steps = fc.array(fc.record({ afterMs: fc.nat(5_000), amount: fc.integer({ min: 1, max: 500_000 }) }), {
  maxLength: 200,
});

test('a second passes what it allows, and one more is too many', () => {
  let bucket = fullBucket(3, 0);
  for (const open of [true, true, true, false]) {
    expect(isOpen(bucket)).toBe(open);
    bucket = spent(bucket, 1);
  }
});

test.each([
  [0, false],
  [999, false],
  [1_000, true],
])('an empty bucket of one a second is open after %i ms: %s', (afterMs, open) => {
  expect(isOpen(filled(spent(fullBucket(1, 0), 1), 1, afterMs))).toBe(open);
});

test('a debt is paid off at the rate', () => {
  const indebted = spent(fullBucket(100, 0), 350);
  expect(isOpen(filled(indebted, 100, 2_500))).toBe(false);
  expect(isOpen(filled(indebted, 100, 2_510))).toBe(true);
});

test('it holds no more than one second allows, and a clock that goes back fills nothing', () => {
  expect(filled(fullBucket(5, 0), 5, 60_000).level).toBe(5);
  expect(filled(spent(fullBucket(5, 1_000), 5), 5, 0).level).toBe(0);
});

test('over any time no more passes than the rate allows, one burst and the last amount', () => {
  fc.assert(
    fc.property(rates, steps, (perSecond, asked) => {
      let bucket: TokenBucket = fullBucket(perSecond, 0);
      let [nowMs, passed] = [0, 0];
      for (const { afterMs, amount } of asked) {
        nowMs += afterMs;
        bucket = filled(bucket, perSecond, nowMs);
        if (!isOpen(bucket)) continue;
        bucket = spent(bucket, amount);
        passed += amount;
      }
      expect(passed).toBeLessThanOrEqual(perSecond * (1 + nowMs / 1_000) + 500_000);
    }),
  );
});
