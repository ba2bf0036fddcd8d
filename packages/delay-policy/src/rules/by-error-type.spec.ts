import { describe, expect, test } from '@jest/globals';
import { constantBackoff, limitedBackoff, noRetry } from './backoff.js';
import { byErrorType, type ErrorMatch } from './by-error-type.js';

class Refused extends Error {}
class CardRefused extends Refused {}
const isThrottled: ErrorMatch = (error) => (error as { status: number }).status === 429;
// A function with a prototype of its own is a question, too.
function isText(error: unknown): boolean {
  return typeof error === 'string';
}

const backoff = byErrorType(
  [
    [CardRefused, noRetry],
    [Refused, constantBackoff(1)],
    [isThrottled, constantBackoff(60_000)],
    [isText, limitedBackoff(constantBackoff(7), 2)],
  ],
  constantBackoff(500),
);

describe('the first match decides', () => {
  test.each([
    ['a class', new Refused(), 1],
    ['a class that extends another one, named before it', new CardRefused(), undefined],
    ['a question', Object.assign(new Error(), { status: 429 }), 60_000],
    ['a question about what is no object', 'no', 7],
    ['nothing known', new Error(), 500],
    ['no error, which a question throws on', undefined, 500],
    ['null', null, 500],
  ])('%s', (_what, error, delayMs) => expect(backoff.delayMs(1, error)).toBe(delayMs));
});

test('the attempt goes on to what matches', () => {
  expect(backoff.delayMs(2, 'no')).toBeUndefined();
  expect(backoff.delayMs(2, new Refused())).toBe(1);
});

test('Error is a class and not a question', () =>
  expect(byErrorType([[Error, constantBackoff(1)]], noRetry).delayMs(1, 'text')).toBeUndefined());

test('changing the list afterwards changes nothing', () => {
  const cases: [ErrorMatch, typeof noRetry][] = [[Refused, noRetry]];
  const rule = byErrorType(cases, constantBackoff(3));
  cases.length = 0;
  expect(rule.delayMs(1, new Refused())).toBeUndefined();
});

test('one inside another', () => {
  const inner = byErrorType([[CardRefused, constantBackoff(2)]], constantBackoff(3));
  const outer = byErrorType([[Refused, inner]], constantBackoff(4));
  expect([new CardRefused(), new Refused(), new Error()].map((error) => outer.delayMs(1, error))).toEqual([
    2, 3, 4,
  ]);
});
