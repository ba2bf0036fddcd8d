import { describe, expect, jest, test } from '@jest/globals';
import { simulate } from './simulate.js';

// A week takes a moment; under load a longer one.
jest.setTimeout(60_000);

const DAY_MS = 86_400_000;

describe('a week in which everything goes wrong', () => {
  test('has no violation, whatever the seed', async () => {
    const { violations, figures, messages, calls } = await simulate({ runs: 20, seed: 1_000 });
    expect(violations.map(({ seed, violation, story }) => ({ seed, violation, story }))).toEqual([]);
    expect(messages).toBe(4_000);
    // Otherwise nothing would have been tried.
    expect(figures.handled).toBeGreaterThan(3_000);
    expect(figures.relays).toBeGreaterThan(50);
    for (const count of Object.values(calls)) expect(count).toBeGreaterThan(0);
    expect(Object.keys(figures.duplicates)).toEqual(expect.arrayContaining(['kill', 'service', 'relay']));
  });

  test.each(['keeper', 'lane', 'relay', 'auto'] as const)(
    'has none with %s either, with a fence',
    async (strategy) => {
      const { violations, figures } = await simulate({
        runs: 3,
        seed: 500,
        messages: 100,
        strategy,
        fenced: true,
      });
      expect(violations.map(({ seed, violation, story }) => ({ seed, violation, story }))).toEqual([]);
      expect(figures.duplicates).not.toHaveProperty('relay');
    },
  );

  test('replays exactly', async () => {
    const runs = [];
    for (let times = 0; times < 2; times += 1) {
      const { wallMs: _, ...report } = await simulate({ runs: 2, seed: 77, durationMs: DAY_MS });
      runs.push(report);
    }
    expect(runs[0]).toEqual(runs[1]);
  });
});

describe('a week in which nothing goes wrong', () => {
  test('each message is handled once, when it is due', async () => {
    const { violations, figures } = await simulate({ calm: true, runs: 3 });
    expect(violations).toEqual([]);
    expect(figures).toMatchObject({ messages: 600, handled: 600, duplicates: {}, relays: 0 });
    // So long may an incomplete batch of holds gather.
    expect(figures.lateness.maxMs).toBeLessThanOrEqual(20);
  });
});
