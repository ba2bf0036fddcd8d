import { describe, expect, test } from '@jest/globals';
import { QueueError, type QueueErrorCode } from './errors.js';

describe('QueueError', () => {
  test.each<[QueueErrorCode, boolean]>([
    ['throttled', true],
    ['unavailable', true],
    ['timeout', true],
    ['conflict', true],
    ['unauthorised', false],
    ['not-found', false],
    ['malformed', false],
    ['too-large', false],
    ['aborted', false],
    ['closed', false],
    ['misconfigured', false],
  ])('%s may pass: %j', (code, isPassing) => expect(new QueueError(code, 'text').isPassing).toBe(isPassing));

  test('prints its code, keeps its cause and what the service asked for', () => {
    const cause = new Error('socket');
    const error = new QueueError('throttled', 'slow down', { cause, retryAfterMs: 700 });
    expect(error).toMatchObject({ message: '[throttled] slow down', cause, retryAfterMs: 700 });
  });

  test('from keeps a QueueError, also one of another copy of this package', () => {
    const mine = new QueueError('closed', 'gone');
    expect(QueueError.from(mine)).toBe(mine);
    const foreign = Object.assign(new Error('[closed] gone'), { name: 'QueueError', code: 'closed' });
    expect(QueueError.from(foreign)).toBe(foreign);
  });

  test.each([
    { thrown: new TypeError('fetch failed'), text: '[unavailable] fetch failed' },
    { thrown: 'a secret', text: '[unavailable] a value that is not an error was thrown' },
    { thrown: undefined, text: '[unavailable] a value that is not an error was thrown' },
  ])('from wraps anything else: $text', ({ thrown, text }) =>
    expect(QueueError.from(thrown)).toMatchObject({ name: 'QueueError', message: text, cause: thrown }),
  );

  test('from takes the code to wrap with', () =>
    expect(QueueError.from(new Error('x'), 'malformed').code).toBe('malformed'));
});
