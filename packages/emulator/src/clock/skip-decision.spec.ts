import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BUSY_MS, isGone, SILENCE_MS, skipTarget, type Participant, type SkipView } from './skip-decision.js';

const NOW_MS = 1_000_000;
const EPOCH = 7;
const REAL_MS = 5_000;

const idle = (name: string, changes: Partial<Participant> = {}): Participant => ({
  name,
  epoch: EPOCH,
  idle: true,
  waiting: [],
  nextTimerMs: null,
  heardAtRealMs: REAL_MS,
  ...changes,
});

const open = (byParticipant: Readonly<Record<string, readonly string[]>>, working = 0): SkipView['open'] => ({
  byParticipant: new Map(Object.entries(byParticipant).map(([name, ids]) => [name, new Set(ids)])),
  working,
});

/** Two idle participants, one with a long poll that both sides know, and an event in ten seconds. */
const safe: SkipView = {
  isEnabled: true,
  epoch: EPOCH,
  nowMs: NOW_MS,
  realMs: REAL_MS,
  participants: [idle('a', { waiting: ['a.1'] }), idle('b')],
  open: open({ a: ['a.1'] }),
  strangersUntilRealMs: 0,
  nextEventMs: NOW_MS + 10_000,
};

const withA = (changes: Partial<Participant>): Partial<SkipView> => ({
  participants: [idle('a', { waiting: ['a.1'], ...changes }), idle('b')],
});

describe('the clock jumps to the earliest event or timer', () => {
  test.each<[string, Partial<SkipView>, number]>([
    ['the event of a queue', {}, NOW_MS + 10_000],
    ['a timer before it', withA({ nextTimerMs: NOW_MS + 500 }), NOW_MS + 500],
    ['no timer after it', withA({ nextTimerMs: NOW_MS + 60_000 }), NOW_MS + 10_000],
    [
      'a timer when no queue waits',
      { ...withA({ nextTimerMs: NOW_MS + 3 }), nextEventMs: undefined },
      NOW_MS + 3,
    ],
    [
      'the first of several timers',
      {
        participants: [
          idle('a', { waiting: ['a.1'], nextTimerMs: NOW_MS + 9 }),
          idle('b', { nextTimerMs: NOW_MS + 4 }),
        ],
      },
      NOW_MS + 4,
    ],
    [
      'it although a stranger polls',
      { open: open({ a: ['a.1'], stranger: ['stranger.1'] }) },
      NOW_MS + 10_000,
    ],
    ['it when the stranger was heard of long enough ago', { strangersUntilRealMs: REAL_MS }, NOW_MS + 10_000],
    ['part of a millisecond', { nextEventMs: NOW_MS + 0.25 }, NOW_MS + 0.25],
  ])('%s', (_name, changes, targetMs) => {
    expect(skipTarget({ ...safe, ...changes })).toBe(targetMs);
  });
});

describe('the clock does not jump', () => {
  test.each<[string, Partial<SkipView>]>([
    ['while it is not allowed to', { isEnabled: false }],
    ['without participants', { participants: [], open: open({}) }],
    ['while a participant is busy', withA({ idle: false })],
    ['before a participant has seen the last jump', withA({ epoch: EPOCH - 1 })],
    ['for a report from a later jump than there was', withA({ epoch: EPOCH + 1 })],
    ['while a request is worked on', { open: open({ a: ['a.1'] }, 1) }],
    ['while a reply is on its way: only the participant knows the poll', { open: open({}) }],
    ['while a request is on its way to the participant: only the service knows it', withA({ waiting: [] })],
    ['while both know a poll, but not the same one', { open: open({ a: ['a.2'] }) }],
    ['while the service knows one poll more', { open: open({ a: ['a.1', 'a.2'] }) }],
    ['while the participant knows one poll more', withA({ waiting: ['a.1', 'a.2'] })],
    ['when the poll that both know belongs to another participant', { open: open({ b: ['a.1'] }) }],
    ['within the time after a request of a stranger', { strangersUntilRealMs: REAL_MS + 0.1 }],
    ['when nothing ever happens', { nextEventMs: undefined }],
    ['back to an event that is over', { nextEventMs: NOW_MS - 1 }],
    ['to where it is', { nextEventMs: NOW_MS }],
    ['over a timer that is due', withA({ nextTimerMs: NOW_MS - 1 })],
  ])('%s', (_name, changes) => {
    expect(skipTarget({ ...safe, ...changes })).toBeUndefined();
  });
});

describe('a participant is gone', () => {
  test.each<[string, Partial<Participant>, number, boolean]>([
    ['idle and heard of just now', {}, 0, false],
    ['idle and silent for the longest time allowed', {}, SILENCE_MS, false],
    ['idle and silent for longer', {}, SILENCE_MS + 1, true],
    ['busy and silent', { idle: false, busySinceRealMs: REAL_MS }, SILENCE_MS + 1, false],
    ['busy for the longest time allowed', { idle: false, busySinceRealMs: REAL_MS }, BUSY_MS, false],
    ['busy for longer', { idle: false, busySinceRealMs: REAL_MS }, BUSY_MS + 1, true],
    [
      'busy for longer, although it was heard of just now',
      { idle: false, busySinceRealMs: REAL_MS, heardAtRealMs: REAL_MS + BUSY_MS + 1 },
      BUSY_MS + 1,
      true,
    ],
  ])('%s', (_name, changes, laterMs, expected) => {
    expect(isGone(idle('a', changes), REAL_MS + laterMs)).toBe(expected);
  });
});

const requestIds = fc.subarray(['a.1', 'a.2']);
const aParticipant = (name: string) =>
  fc.record({
    name: fc.constant(name),
    epoch: fc.integer({ min: EPOCH - 1, max: EPOCH }),
    idle: fc.boolean(),
    waiting: requestIds,
    nextTimerMs: fc.option(fc.integer({ min: NOW_MS - 2, max: NOW_MS + 20 })),
    heardAtRealMs: fc.constant(REAL_MS),
  });
const aView: fc.Arbitrary<SkipView> = fc.record({
  isEnabled: fc.boolean(),
  epoch: fc.constant(EPOCH),
  nowMs: fc.constant(NOW_MS),
  realMs: fc.constant(REAL_MS),
  participants: fc.subarray(['a', 'b', 'c']).chain((names) => fc.tuple(...names.map(aParticipant))),
  open: fc
    .tuple(fc.dictionary(fc.constantFrom('a', 'b', 'c'), requestIds), fc.constantFrom(0, 0, 1))
    .map(([byParticipant, working]) => open(byParticipant, working)),
  strangersUntilRealMs: fc.constantFrom(0, REAL_MS + 1),
  nextEventMs: fc.option(fc.integer({ min: NOW_MS - 2, max: NOW_MS + 20 }), { nil: undefined }),
});
/** Where a jump happens often enough to be worth looking at. */
const aQuietView = aView.map((view): SkipView => {
  const participants = view.participants.map((one) => ({ ...one, idle: true, epoch: EPOCH }));
  const polls = Object.fromEntries(participants.map(({ name, waiting }) => [name, waiting]));
  return { ...view, isEnabled: true, strangersUntilRealMs: 0, participants, open: open(polls) };
});

describe('whatever the view', () => {
  const sorted = (ids: Iterable<string>) => [...ids].sort();

  test('a target lies ahead, and never beyond an event or a timer', () => {
    fc.assert(
      fc.property(fc.oneof(aView, aQuietView), (view) => {
        const targetMs = skipTarget(view);
        if (targetMs === undefined) return;
        const timers = view.participants.flatMap(({ nextTimerMs }) => nextTimerMs ?? []);
        const instants = view.nextEventMs === undefined ? timers : [...timers, view.nextEventMs];
        expect(targetMs).toBeGreaterThan(view.nowMs);
        expect(targetMs).toBe(Math.min(...instants));
      }),
    );
  });

  test('no jump unless every participant is quiet', () => {
    fc.assert(
      fc.property(fc.oneof(aView, aQuietView), (view) => {
        if (skipTarget(view) === undefined) return;
        expect(view.isEnabled && view.participants.length > 0).toBe(true);
        expect(view.open.working).toBe(0);
        expect(view.strangersUntilRealMs).toBeLessThanOrEqual(view.realMs);
        for (const { name, idle: isIdle, epoch, waiting } of view.participants) {
          expect({ isIdle, epoch }).toEqual({ isIdle: true, epoch: EPOCH });
          expect(sorted(waiting)).toEqual(sorted(view.open.byParticipant.get(name) ?? []));
        }
      }),
    );
  });

  test('a jump as soon as every participant is quiet and something lies ahead', () => {
    fc.assert(
      fc.property(aQuietView, (view) => {
        const timers = view.participants.flatMap(({ nextTimerMs }) => nextTimerMs ?? []);
        const nextMs = Math.min(...timers, view.nextEventMs ?? Number.POSITIVE_INFINITY);
        const canJump = view.participants.length > 0 && nextMs > NOW_MS && Number.isFinite(nextMs);
        expect(skipTarget(view)).toBe(canJump ? nextMs : undefined);
      }),
    );
  });
});
