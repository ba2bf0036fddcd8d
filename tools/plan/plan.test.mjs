import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const PLAN = fileURLToPath(new URL('plan.mjs', import.meta.url));
const NOW = '2026-11-25T00:00:00Z';
const plan = (...args) => spawnSync(process.execPath, [PLAN, ...args], { encoding: 'utf8' });
const answers = (...args) => JSON.parse(plan('--json', '--now', NOW, ...args).stdout);

test('five days on a queue with ten deliveries: one object for each strategy', () => {
  const rows = answers('--in', '5d', '--retention', '7d', '--max-deliveries', '10');
  assert.deepEqual(
    rows.map(({ strategy, feasible, holds, deliveries, calls }) => [
      strategy,
      feasible,
      holds,
      deliveries,
      calls?.single,
    ]),
    [
      ['hold', false, null, null, undefined],
      ['keeper', true, 1, 2, 15],
      ['lane', true, 1, 2, 5],
      ['controller', false, null, null, undefined],
      ['relay', true, 10, 12, 26],
    ],
  );
  const [hold, , lane, controller] = rows;
  assert.match(hold.reason, /10 holds and 3 attempts need 13 deliveries and the queue allows 10/);
  assert.equal(hold.nearestDueAt, '2026-11-28T12:00:00.000Z');
  assert.equal(controller.nearestDueAt, '2026-11-25T12:00:00.000Z');
  assert.deepEqual(
    [lane.lane, lane.price, lane.worstLatenessMs, lane.reason, lane.nearestDueAt],
    ['due-20261129T2300', 0.25 * 0.4e-6, 1_100, null, null],
  );
});

test('an instant, a size and a rate', () => {
  const [hold] = answers('--at', '2026-11-25T01:00:00+00:30', '--size', '262145', '--strategy', 'hold');
  assert.match(hold.reason, /262145 bytes/);
  const [auto] = answers('--at', '2026-11-28T01:00:00+00:30', '--rate', '2', '--strategy', 'auto');
  assert.deepEqual([auto.strategy, auto.price], ['lane', 0.5e-6]);
});

test('auto relays through lanes, unless it is told otherwise', () => {
  const [auto] = answers('--in', '30d', '--strategy', 'auto');
  assert.deepEqual([auto.strategy, auto.relays, auto.calls.single], ['relay', 4, 25]);
  const [held] = answers('--in', '30d', '--strategy', 'auto', '--waits', 'hold');
  assert.deepEqual([held.strategy, held.relays, held.calls.single], ['relay', 4, 137]);
});

test('a due time in the past is due at once', () => {
  assert.deepEqual(
    answers('--at', '2020-01-01T00:00:00Z').map(({ feasible, deliveries }) => [feasible, deliveries]),
    Array.from({ length: 5 }, () => [true, 1]),
  );
});

test('a table for people tells why something does not fit', () => {
  const { stdout, status } = plan('--in', '8d', '--now', NOW, '--waits', 'lane');
  assert.equal(status, 0);
  assert.match(
    stdout,
    /^due in 8d, at 2026-12-03T00:00:00.000Z; a queue with retention 7d, no delivery limit/,
  );
  assert.match(stdout, /^relay +yes +2 +4 +10 +0\.50 +0\.20 +1s 100ms$/m);
  assert.match(stdout, /^hold: in 8d: refused, retention 7d .*\n {2}\(OCI limit, documented/m);
});

test('--help tells everything on stdout', () => {
  const { stdout, status } = plan('--help');
  assert.equal(status, 0);
  assert.match(stdout, /--max-deliveries N/);
});

describe('bad input is told on stderr, with exit code 2', () => {
  for (const [args, problem] of [
    [[], /give either --in DELAY or --at INSTANT/],
    [['--in', '5d', '--at', NOW], /give either/],
    [['--in', '5 days'], /--in "5 days": not a length of time.*3d4h/],
    [['--in=-5d'], /--in "-5d"/],
    [['--in', 'NaN'], /--in "NaN"/],
    [['--at', '2026-11-25T04:22:00'], /--at "2026-11-25T04:22:00": not an instant.*with an offset/],
    [['--at', '2016-12-31T23:59:60Z'], /not an instant/],
    [['--in', '5d', '--retention', '8d'], /--retention "8d": a queue keeps messages for 10s to 7d/],
    [['--in', '5d', '--max-deliveries', '21'], /--max-deliveries "21": give 0 to 20/],
    [['--in', '5d', '--max-deliveries', '-1'], /max-deliveries/],
    [['--in', '5d', '--size', '1.5'], /--size "1.5": not a whole number/],
    [['--in', '5d', '--rate', 'free'], /--rate "free": not a price/],
    [['--in', '5d', '--strategy', 'magic'], /--strategy "magic": give hold, keeper/],
    [['--in', '5d', '--lane-width', '7m'], /lanes.widthMs is 420000: give whole minutes that divide a day/],
    [['--in', '5d', '--what'], /--what/],
    [['5d'], /5d/],
  ]) {
    test(JSON.stringify(args), () => {
      const { status, stdout, stderr } = plan(...args);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, problem);
      assert.match(stderr, /^plan: /);
    });
  }
});
