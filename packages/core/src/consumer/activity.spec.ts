import { describe, expect, test } from '@jest/globals';
import { activityOf, type ActivityState, CountedActivity } from './activity.js';

describe('CountedActivity', () => {
  test('counts work that has begun and not ended', () => {
    const activity = new CountedActivity('shop');
    const [endFirst, endSecond] = [activity.begin(), activity.begin()];
    expect(activity.state.busy).toBe(2);
    endFirst();
    expect(activity.state.busy).toBe(1);
    endSecond();
    expect(activity.state.busy).toBe(0);
  });

  test('ending twice counts once', () => {
    const activity = new CountedActivity('shop');
    activity.begin();
    const end = activity.begin();
    end();
    end();
    expect(activity.state.busy).toBe(1);
  });

  test('names the polls that are open', () => {
    const activity = new CountedActivity('shop');
    const endFirst = activity.beginWaiting('poll-1');
    activity.beginWaiting('poll-2');
    expect(activity.state).toEqual({ busy: 0, waiting: ['poll-1', 'poll-2'] });
    endFirst();
    endFirst();
    expect(activity.state.waiting).toEqual(['poll-2']);
  });

  test('tells every change, and once', () => {
    const activity = new CountedActivity('shop');
    const seen: ActivityState[] = [];
    activity.onChange(() => seen.push(activity.state));
    const endWork = activity.begin();
    const endPoll = activity.beginWaiting('poll-1');
    for (const end of [endWork, endWork, endPoll, endPoll]) end();
    expect(seen).toEqual([
      { busy: 1, waiting: [] },
      { busy: 1, waiting: ['poll-1'] },
      { busy: 0, waiting: ['poll-1'] },
      { busy: 0, waiting: [] },
    ]);
  });

  test('what it told is not changed later', () => {
    const activity = new CountedActivity('shop');
    const { waiting } = activity.state;
    activity.beginWaiting('poll-1');
    expect(waiting).toEqual([]);
  });
});

test('activityOf names a process and no other one of the same name', () => {
  const names = [0.1, 0.2].map((value) => activityOf('shop', () => value).name);
  expect(names[0]).toMatch(/^shop-[0-9a-f]{8}$/);
  expect(names[0]).not.toBe(names[1]);
});
