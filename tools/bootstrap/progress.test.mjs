import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { startStep } from './progress.mjs';

let lines;
let nowMs;
const start = () =>
  startStep('1/4', 'installing', { out: { write: (line) => lines.push(line) }, now: () => nowMs });
const pass = (ms) => {
  nowMs += ms;
  mock.timers.tick(ms);
};

beforeEach(() => {
  lines = [];
  nowMs = 0;
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
});

describe('a step', () => {
  test('says what it does, how long it has been at it, and that it is done', () => {
    const step = start();
    pass(1_500);
    pass(1_500);
    nowMs += 200;
    step.done();
    assert.deepEqual(lines, [
      '1/4 installing ...\n',
      '1/4 ... 1.5 s\n',
      '1/4 ... 3.0 s\n',
      '1/4 done after 3.2 s\n',
    ]);
  });

  test('is silent once it has ended', () => {
    start().failed();
    pass(1_500);
    assert.deepEqual(lines, ['1/4 installing ...\n', '1/4 failed after 0.0 s\n']);
  });

  test('is never silent for 2 s, whenever something else was printed', () => {
    const step = start();
    const heardAt = [0, 300, 700, 1_100, 1_499, 2_400, 2_501, 4_000];
    const signsOfLife = [];
    for (nowMs = 1; nowMs <= 9_000; nowMs += 1) {
      const before = lines.length;
      if (heardAt.includes(nowMs)) step.heard();
      mock.timers.tick(1);
      if (lines.length > before || heardAt.includes(nowMs)) signsOfLife.push(nowMs);
    }
    const gaps = signsOfLife.map((at, index) => at - (signsOfLife[index - 1] ?? 0));
    assert.ok(Math.max(...gaps) <= 2_000, `gaps: ${gaps}`);
  });
});
