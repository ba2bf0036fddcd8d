import { beforeEach, describe, expect, test } from '@jest/globals';
import { aClockStage, Member, START_MS, type ClockStage, type Said } from '../spec-support/clock-members.js';
import { BUSY_MS, SILENCE_MS } from './skip-decision.js';

const HOUR_MS = 3_600_000;
const HEARTBEAT_MS = 500;
/** How late the clock may notice that somebody is gone. */
const NOTICE_MS = 250;

let stage: ClockStage;
let a: Member;
let b: Member;

beforeEach(() => {
  stage = aClockStage();
  [a, b] = [new Member(stage.clock, 'a'), new Member(stage.clock, 'b')];
  stage.nextEventMs = START_MS + 10 * HOUR_MS;
});

/** Lets real time pass; each member that is named repeats what it says, as a heartbeat does. */
const pass = async (durationMs: number, saying: ReadonlyMap<Member, Said>): Promise<void> => {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= HEARTBEAT_MS) {
    for (const [member, said] of saying) member.say(said);
    await stage.real.advanceBy(Math.min(leftMs, HEARTBEAT_MS));
  }
};
const speaking = (...entries: readonly (readonly [Member, Said])[]) => new Map(entries);
const jumps = (): number => a.heard.length;

/** It waits for the reply to a poll that the service does not know: idle, and no reason to jump. */
const WAITING: Said = { waiting: ['a.1'] };

describe('silence after an idle report', () => {
  test('a participant is waited for up to 2 s, and not much longer', async () => {
    a.say(WAITING);
    await pass(SILENCE_MS, speaking([b, {}]));
    expect(jumps()).toBe(0);
    await pass(NOTICE_MS + 1, speaking([b, {}]));
    expect(jumps()).toBe(1);
  });

  test('a heartbeat breaks it', async () => {
    await pass(3 * SILENCE_MS, speaking([a, WAITING], [b, {}]));
    expect(jumps()).toBe(0);
  });

  test('it does not keep a jump from taking effect', async () => {
    a.say();
    b.say();
    await stage.turn();
    expect(jumps()).toBe(1);
    await pass(SILENCE_MS, speaking([b, { idle: false }]));
    expect(stage.done).toEqual([]);
    await pass(NOTICE_MS + 1, speaking([b, { idle: false }]));
    expect(stage.done).toEqual(['moved']);
  });

  test('a report brings the participant back', async () => {
    a.say(WAITING);
    await pass(SILENCE_MS + NOTICE_MS + 1, speaking([b, { idle: false }]));
    a.say({ idle: false });
    await pass(SILENCE_MS, speaking([b, {}]));
    expect(jumps()).toBe(0);
    a.say();
    await stage.turn();
    expect(jumps()).toBe(1);
  });
});

describe('being busy', () => {
  test('a participant is waited for up to 30 s, and not much longer', async () => {
    await pass(BUSY_MS, speaking([a, { idle: false }], [b, {}]));
    expect(jumps()).toBe(0);
    await pass(NOTICE_MS + HEARTBEAT_MS, speaking([a, { idle: false }], [b, {}]));
    expect(jumps()).toBe(1);
  });

  test('the 30 s start again when it was idle in between', async () => {
    await pass(BUSY_MS - 1_000, speaking([a, { idle: false }], [b, {}]));
    await pass(HEARTBEAT_MS, speaking([a, WAITING], [b, {}]));
    await pass(BUSY_MS - 1_000, speaking([a, { idle: false }], [b, {}]));
    expect(jumps()).toBe(0);
  });

  test('a participant that never reports counts as busy', async () => {
    await pass(BUSY_MS, speaking([b, {}]));
    expect(jumps()).toBe(0);
    await pass(NOTICE_MS + HEARTBEAT_MS, speaking([b, {}]));
    expect(jumps()).toBe(1);
  });

  test('once given up it has no say before it is idle: its heartbeats do not start another 30 s', async () => {
    const saying = speaking([a, { idle: false }], [b, {}]);
    await pass(BUSY_MS + NOTICE_MS + HEARTBEAT_MS, saying);
    expect(jumps()).toBe(1);
    stage.nextEventMs = START_MS + 20 * HOUR_MS;
    await pass(2 * HEARTBEAT_MS, saying);
    expect(jumps()).toBe(2);
  });

  test('given up but alive, it is still told of a jump before the jump takes effect', async () => {
    const gaveUpAfterMs = BUSY_MS + NOTICE_MS + HEARTBEAT_MS;
    await pass(gaveUpAfterMs, speaking([a, { idle: false, epoch: 1 }], [b, {}]));
    expect(jumps()).toBe(1);
    expect(stage.done).toEqual([]);
    a.say({ idle: false });
    await stage.turn();
    expect(stage.done).toEqual(['moved']);
  });
});

describe('leaving', () => {
  test('gives up the say at once', async () => {
    a.say({ idle: false });
    b.say();
    await stage.turn();
    expect(jumps()).toBe(0);
    stage.clock.leave('a');
    await stage.turn();
    expect(jumps()).toBe(1);
  });

  test('during a jump lets it take effect', async () => {
    a.say();
    b.say();
    await stage.turn();
    b.say();
    await stage.turn();
    expect(stage.done).toEqual([]);
    stage.clock.leave('a');
    await stage.turn();
    expect(stage.done).toEqual(['moved']);
  });

  test('of the last one stops time from jumping', async () => {
    stage.clock.leave('a');
    stage.clock.leave('b');
    await stage.real.advanceBy(60_000);
    expect(jumps()).toBe(0);
  });
});
