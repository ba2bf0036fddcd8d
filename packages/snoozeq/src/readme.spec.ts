import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '@snoozeq/core';
import { createProducer } from './index.js';
import { startLiveQueue, type LiveQueue } from './spec-support/live-queue.js';
import { codeBlocks, localLinks } from './spec-support/markdown.js';
import { isInRepository, textOf } from './spec-support/repository.js';

const PAGES = [
  'README.md',
  'docs/README.md',
  'docs/snoozeq.md',
  'docs/consumer.md',
  'docs/journal.md',
  'docs/emulator/admin.md',
  'docs/emulator/clock.md',
  'docs/emulator/use.md',
  'docs/point-at-oci.md',
  'docs/decisions/README.md',
];

describe('what the pages show', () => {
  const blocks = PAGES.flatMap((page) =>
    codeBlocks(textOf(page))
      .filter(({ language, file }) => language === 'ts' || file !== undefined)
      .map(({ code, file }) => ({ page, code, file })),
  );

  test('there is code in the README', () => {
    expect(blocks.filter(({ page }) => page === 'README.md').length).toBeGreaterThanOrEqual(3);
  });

  test.each(blocks)('code in $page is $file, which is compiled or read by a test', ({ code, file }) => {
    expect(file).toMatch(/^packages\/(snoozeq|emulator)\/examples\/[\w.-]+\.(ts|json)$/);
    expect(textOf(file ?? '')).toBe(code);
  });

  test.each(PAGES.map((page) => ({ page })))('links of $page lead to files', ({ page }) => {
    const folder = page.replace(/[^/]*$/, '');
    const links = localLinks(textOf(page)).map((link) =>
      new URL(`${folder}${link}`, 'file:///').pathname.slice(1),
    );
    expect(links.filter((link) => !isInRepository(link))).toEqual([]);
  });

  test('the README has at most 200 lines', () => {
    expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });
});

describe('the examples run against the emulator', () => {
  let queue: LiveQueue;
  let environment: NodeJS.ProcessEnv;

  beforeEach(async () => {
    queue = await startLiveQueue();
    environment = { ...process.env };
    Object.assign(process.env, queue.environment);
    jest.resetModules();
  });
  afterEach(async () => {
    process.env = environment;
    jest.restoreAllMocks();
    await queue.close();
  });

  /** Resolves with the time when `line` is printed. */
  const printed = (line: string): Promise<number> =>
    new Promise((resolve) => {
      jest.spyOn(console, 'log').mockImplementation((text: unknown) => {
        if (text === line) resolve(systemClock.now());
      });
    });

  test('ten lines: sent, handled after two seconds, ended by SIGTERM', async () => {
    const startedMs = systemClock.now();
    const handled = printed('trial-4711: Your trial ends tomorrow.');
    const ended = import('../examples/ten-lines.js');
    expect((await handled) - startedMs).toBeGreaterThanOrEqual(2_000);
    process.emit('SIGTERM');
    await ended;
    expect(queue.messageCount()).toBe(0);
  }, 20_000);

  test('the composition: handles what a producer sent, ended by SIGTERM', async () => {
    const { QUEUE_OCID, OCI_CONFIG, ADMIN_ENDPOINT } = queue.environment as Record<string, string>;
    const producer = await createProducer({
      queue: QUEUE_OCID ?? '',
      configFile: OCI_CONFIG ?? '',
      adminEndpoint: ADMIN_ENDPOINT ?? '',
    });
    const sentMs = systemClock.now();
    const handled = printed('Hello');
    expect(await producer.send({ text: 'Hello' }, { in: '1500ms' })).toMatchObject({ kind: 'sent' });
    const ended = import('../examples/composition.js');
    expect((await handled) - sentMs).toBeGreaterThanOrEqual(1_500);
    process.emit('SIGTERM');
    await ended;
    await producer.close();
    expect(queue.messageCount()).toBe(0);
  }, 20_000);
});
