import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { admit, consume, handle, settle, VirtualClock, type HandlerContext } from '@snoozeq/core';
import { CONSUMER, HANDLER, PROCESS_CLOCK, QUEUE_CLOCK } from '@snoozeq/core/di';
import { lastValueFrom, pipe } from 'rxjs';
import { compose } from './compose.js';
import { readConfig } from './config.js';
import { publishOwnInput } from './own-input.js';

const folder = mkdtempSync(join(tmpdir(), 'own-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

const inputOf = (...lines: readonly string[]): string => {
  const file = join(folder, 'input.ndjson');
  writeFileSync(file, lines.join('\n'));
  return file;
};

/** The consumer as it is shipped, on a clock that the test moves. */
const consumerOf = async (input: string) => {
  const config = readConfig(['--transport', 'memory', '--input', input, '--quiet']);
  const { container } = await compose(config);
  const clock = new VirtualClock();
  container.rebind(QUEUE_CLOCK).toConstantValue(clock);
  container.rebind(PROCESS_CLOCK).toConstantValue(clock);
  const handled: { readonly key: string; readonly lateMs: number }[] = [];
  const note = (body: unknown, { key, dueAtMs = Number.NaN }: HandlerContext) => {
    handled.push({ key, lateMs: clock.now() - dueAtMs });
    return body === 'poison' ? ({ kind: 'dead-letter', reason: 'no good' } as const) : undefined;
  };
  container.rebind(HANDLER).toConstantValue({ handle: note });
  return { container, config, clock, handled };
};

test('publishes the input, handles each message when it is due, and ends when all was handled', async () => {
  const { container, config, clock, handled } = await consumerOf(
    inputOf(
      '{"key":"later","body":1,"in":"3d"}',
      '{"key":"now","body":2,"in":"0s"}',
      '{"key":"bad","body":"poison","in":"1h"}',
    ),
  );
  const stop$ = await publishOwnInput(container, config);
  const consumer = container.get(CONSUMER);
  const pipeline = pipe(admit(consumer), handle(consumer, container.get(HANDLER)), settle(consumer));
  let isOver = false;
  const ended = lastValueFrom(consume(consumer, pipeline, { stop$ })).then(() => (isOver = true));
  await clock.advanceBy(3 * 86_400_000 - 1);
  expect(handled.map(({ key }) => key)).toEqual(['now', 'bad']);
  expect(isOver).toBe(false);
  // A dead letter is nothing to wait for; what is open after the last message is the drain.
  await clock.advanceBy(10_000);
  await ended;
  expect(handled.map(({ key }) => key)).toEqual(['now', 'bad', 'later']);
  const lateness = handled.map(({ lateMs }) => lateMs);
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...lateness)).toBeLessThan(1_000);
  await container.unbindAllAsync();
});

test('handles nothing when a line cannot be published', async () => {
  const error = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const { container, config, handled } = await consumerOf(
      inputOf('{"key":"a","body":1,"in":"0s"}', '{"key":"b","body":1,"in":"8d"}'),
    );
    await expect(publishOwnInput(container, config)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(/Nothing is handled/),
    });
    expect(error).toHaveBeenCalledWith(expect.stringMatching(/line 2: in 8d: refused/));
    expect(handled).toEqual([]);
    await container.unbindAllAsync();
  } finally {
    error.mockRestore();
  }
});
