import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TimerList } from './timer-list.js';

describe('TimerList', () => {
  const run = (instants: readonly number[], nowMs: number): readonly string[] => {
    const timers = new TimerList();
    const ran: string[] = [];
    instants.forEach((atMs, index) => timers.add(atMs, () => ran.push(`${index}@${atMs}`)));
    timers.runDue(nowMs);
    return ran;
  };

  test.each([
    { name: 'none', instants: [], nowMs: 9, ran: [] },
    { name: 'nothing due', instants: [10], nowMs: 9, ran: [] },
    { name: 'due at this very instant', instants: [10], nowMs: 10, ran: ['0@10'] },
    { name: 'in the order of their instants', instants: [3, 1, 2], nowMs: 9, ran: ['1@1', '2@2', '0@3'] },
    {
      name: 'at one instant, in the order of arrival',
      instants: [5, 5, 5],
      nowMs: 5,
      ran: ['0@5', '1@5', '2@5'],
    },
    { name: 'only what is due', instants: [7, 3, 8], nowMs: 7, ran: ['1@3', '0@7'] },
  ])('$name', ({ instants, nowMs, ran }) => expect(run(instants, nowMs)).toEqual(ran));

  test('any set of timers runs sorted and complete', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.integer({ min: 0, max: 20 }),
        (instants, nowMs) => {
          const wanted = instants
            .map((atMs, index) => ({ atMs, index }))
            .filter(({ atMs }) => atMs <= nowMs)
            .sort((one, other) => one.atMs - other.atMs || one.index - other.index)
            .map(({ atMs, index }) => `${index}@${atMs}`);
          expect(run(instants, nowMs)).toEqual(wanted);
        },
      ),
    );
  });

  test('tells the instant of the next timer', () => {
    const timers = new TimerList();
    expect(timers.nextMs).toBeUndefined();
    timers.add(8, () => undefined);
    const cancel = timers.add(5, () => undefined);
    expect(timers.nextMs).toBe(5);
    cancel();
    expect(timers.nextMs).toBe(8);
    timers.runDue(8);
    expect(timers.nextMs).toBeUndefined();
  });

  test('many that are cancelled disturb nobody, before and after tidying', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.boolean()), { maxLength: 300 }),
        (entries) => {
          const timers = new TimerList();
          const ran: number[] = [];
          const cancels = entries.map(([atMs], index) => timers.add(atMs, () => ran.push(index)));
          entries.forEach(([, isCancelled], index) => isCancelled && cancels[index]?.());
          timers.runDue(50);
          cancels.forEach((cancel) => cancel());
          const wanted = entries
            .map(([atMs, isCancelled], index) => ({ atMs, isCancelled, index }))
            .filter(({ isCancelled }) => !isCancelled)
            .sort((one, other) => one.atMs - other.atMs || one.index - other.index)
            .map(({ index }) => index);
          expect(ran).toEqual(wanted);
          expect(timers.nextMs).toBeUndefined();
        },
      ),
    );
  });

  test('each runs once', () => {
    const timers = new TimerList();
    let runs = 0;
    timers.add(1, () => (runs += 1));
    timers.runDue(1);
    timers.runDue(2);
    expect(runs).toBe(1);
  });

  test('a timer that a timer of the same instant cancels does not run', () => {
    const timers = new TimerList();
    const ran: string[] = [];
    let cancel = (): void => undefined;
    timers.add(1, () => cancel());
    cancel = timers.add(1, () => ran.push('cancelled'));
    timers.add(1, () => ran.push('kept'));
    timers.runDue(1);
    expect(ran).toEqual(['kept']);
  });

  test('a timer that is set meanwhile waits for the next turn, even when it is due', () => {
    const timers = new TimerList();
    const ran: string[] = [];
    timers.add(1, () => timers.add(1, () => ran.push('second')));
    timers.runDue(1);
    expect(ran).toEqual([]);
    timers.runDue(1);
    expect(ran).toEqual(['second']);
  });

  test('cancelling what has run, or twice, cancels nothing else', () => {
    const timers = new TimerList();
    const ran: string[] = [];
    const cancel = timers.add(1, () => ran.push('first'));
    timers.runDue(1);
    timers.add(2, () => ran.push('second'));
    cancel();
    cancel();
    timers.runDue(2);
    expect(ran).toEqual(['first', 'second']);
  });
});
