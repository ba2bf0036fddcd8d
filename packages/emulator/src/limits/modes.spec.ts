import { describe, expect, test } from '@jest/globals';
import { MODES, withModes, type Modes } from './modes.js';

describe('modes', () => {
  test('are the defaults of the table where nothing else is asked for', () => {
    for (const [name, value] of Object.entries(withModes())) {
      expect(value).toBe(MODES[name as keyof Modes].default);
    }
    expect(Object.keys(withModes())).toEqual(Object.keys(MODES));
  });

  test('take overrides one by one', () => {
    expect(withModes({ pastRetention: 'reject' })).toEqual({ ...withModes(), pastRetention: 'reject' });
  });

  test.each(Object.entries(MODES))('%s has at least two different values', (_name, { values }) => {
    expect(new Set<string>(values).size).toBe(values.length);
    expect(values.length).toBeGreaterThan(1);
  });

  test.each([
    [{ pastRetention: 'wrap' }, /Mode pastRetention cannot be "wrap". Use one of: clamp, reject/],
    [{ toString: 'clamp' }, /There is no mode "toString". Use one of: pastRetention/],
  ])('%j is refused', (overrides, message) => {
    expect(() => withModes(overrides as Partial<Modes>)).toThrow(message);
  });
});
