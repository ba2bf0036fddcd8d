import { describe, expect, test } from '@jest/globals';
import { earliestAhead, nextStep, PATIENCE_MS, type Journey, type JourneyView } from './journey.js';
import type { Participant } from './skip-decision.js';

const NOW_MS = 1_000_000;
const REAL_MS = 5_000;
const TARGET_MS = NOW_MS + 60_000;
const EVENT_MS = NOW_MS + 10_000;

const aJourney = (changes: Partial<Journey> = {}): Journey => ({
  targetMs: TARGET_MS,
  stoppedAtRealMs: REAL_MS,
  signal: undefined,
  end: () => undefined,
  ...changes,
});
const a: Participant = {
  name: 'a',
  epoch: 7,
  idle: true,
  waiting: ['a.1'],
  nextTimerMs: null,
  heardAtRealMs: REAL_MS,
};
const polls = (working: number, ...ids: string[]): JourneyView['open'] => ({
  byParticipant: new Map([['a', new Set(ids)]]),
  working,
});
const calm: JourneyView = {
  epoch: 7,
  nowMs: NOW_MS,
  realMs: REAL_MS,
  participants: [a],
  open: polls(0, 'a.1'),
  strangersUntilRealMs: 0,
  nextEventMs: EVENT_MS,
};
const aborted = AbortSignal.abort();

describe('a journey goes on', () => {
  test.each<[string, Partial<Journey>, Partial<JourneyView>, object]>([
    ['to the next event', {}, {}, { kind: 'jump', toMs: EVENT_MS, targetMs: TARGET_MS }],
    [
      'to its target when no event is before it',
      {},
      { nextEventMs: TARGET_MS + 1 },
      { kind: 'jump', toMs: TARGET_MS },
    ],
    [
      'to its target when nothing ever happens',
      {},
      { nextEventMs: undefined },
      { kind: 'jump', toMs: TARGET_MS },
    ],
    ['to an event at its target', {}, { nextEventMs: TARGET_MS }, { kind: 'jump', toMs: TARGET_MS }],
    [
      'to the next event, which is its target',
      { targetMs: undefined },
      {},
      { kind: 'jump', toMs: EVENT_MS, targetMs: EVENT_MS },
    ],
    ['without anybody', {}, { participants: [] }, { kind: 'jump' }],
    ['although a stranger polls', {}, { open: { ...polls(0, 'a.1') } }, { kind: 'jump' }],
    ['when the stranger has had its time', {}, { strangersUntilRealMs: REAL_MS }, { kind: 'jump' }],
    [
      'when all have had their time',
      { stoppedAtRealMs: REAL_MS - PATIENCE_MS },
      { open: polls(1) },
      { kind: 'jump' },
    ],
  ])('%s', (_name, journey, view, expected) => {
    expect(nextStep(aJourney(journey), { ...calm, ...view })).toMatchObject(expected);
  });
});

describe('a journey waits', () => {
  const untilRealMs = REAL_MS + PATIENCE_MS;
  test.each<[string, Partial<JourneyView>, number]>([
    ['while a request is worked on', { open: polls(1, 'a.1') }, untilRealMs],
    ['while a participant is busy', { participants: [{ ...a, idle: false }] }, untilRealMs],
    ['before a participant has seen the last stop', { participants: [{ ...a, epoch: 6 }] }, untilRealMs],
    ['while a reply is on its way', { open: polls(0) }, untilRealMs],
    ['while a request is on its way', { open: polls(0, 'a.1', 'a.2') }, untilRealMs],
    ['for a timer that is due', { participants: [{ ...a, nextTimerMs: NOW_MS }] }, untilRealMs],
    ['for what a stranger does next', { strangersUntilRealMs: REAL_MS + 50 }, REAL_MS + 50],
    ['for a stranger, but not for ever', { strangersUntilRealMs: untilRealMs + 9 }, untilRealMs],
  ])('%s', (_name, view, expected) => {
    expect(nextStep(aJourney(), { ...calm, ...view })).toEqual({ kind: 'wait', untilRealMs: expected });
  });
});

describe('a journey ends', () => {
  test.each<[string, Partial<Journey>, Partial<JourneyView>]>([
    ['at its target', {}, { nowMs: TARGET_MS }],
    ['when time has run past its target meanwhile', {}, { nowMs: TARGET_MS + 0.5 }],
    ['where it is when there is no next event', { targetMs: undefined }, { nextEventMs: undefined }],
    ['where it is when nobody wants it any more', { signal: aborted }, {}],
    ['at once then, calm or not', { signal: aborted }, { open: polls(1) }],
  ])('%s', (_name, journey, view) => {
    expect(nextStep(aJourney(journey), { ...calm, ...view })).toEqual({ kind: 'end' });
  });

  test('not before all is calm at its target', () => {
    expect(nextStep(aJourney(), { ...calm, nowMs: TARGET_MS, open: polls(1) }).kind).toBe('wait');
  });
});

describe('the earliest instant ahead', () => {
  test.each([
    [[], undefined],
    [[null, undefined], undefined],
    [[99, 100], undefined],
    [[101, 300, null], 101],
    [[300, 100.25], 101],
  ])('of %j is %p', (instants, expected) => {
    expect(earliestAhead(100, instants)).toBe(expected);
  });
});
