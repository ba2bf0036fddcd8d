import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@snoozeq/core';
import { startLiveQueue, type LiveQueue } from './spec-support/live-queue.js';
import { shellCommands } from './spec-support/markdown.js';
import { inRepository, isInRepository, textOf } from './spec-support/repository.js';
import { runCommand } from './spec-support/run-app.js';

const README = shellCommands(textOf('README.md'));
const PAGES = [
  ...['README.md', 'docs/consumer.md', 'docs/delay-controller.md', 'docs/point-at-oci.md', 'docs/snoozeq.md'],
];
const COMMANDS = [...new Set(PAGES.flatMap((page) => shellCommands(textOf(page))))];

/** The app behind a command: `npm start` runs the quickstart. */
const appOf = (command: string): string | undefined =>
  command.startsWith('npm start') ? 'apps/quickstart' : /^node (\S+)\/dist\/main\.js/.exec(command)?.[1];
const optionsOf = (command: string): readonly string[] =>
  [...command.replace(/^npm start --silent/, '').matchAll(/ (--[a-z][\w-]*)/g)].map(
    ([, option = '']) => option,
  );

describe('every command of the pages works from a clone', () => {
  const scripts = (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts;

  test('the two main ones are there', () => {
    expect(README).toEqual(expect.arrayContaining(['npm start', 'npm test']));
  });

  test.each(COMMANDS)('%s: names a script or an app of this repository', (command) => {
    const script = /^npm (?:run )?(\w[\w:]*)/.exec(command)?.[1];
    const app = appOf(command);
    expect(script === undefined ? app : scripts[script]).toBeDefined();
    if (script === undefined) expect(isInRepository(`${app}/src/main.ts`)).toBe(true);
    const file = /^node (\S+\.mjs)/.exec(scripts[script ?? ''] ?? '')?.[1];
    if (file !== undefined) expect(isInRepository(file)).toBe(true);
  });

  test.each(COMMANDS.filter((command) => optionsOf(command).length > 0))(
    '%s: the app knows its options',
    async (command) => {
      const app = appOf(command) ?? '';
      const help = runCommand(`node ${app}/dist/main.js --help`, inRepository(''), {});
      expect(await help.ended).toBe(0);
      for (const option of optionsOf(command)) expect(help.output()).toContain(` ${option}`);
      const input = /--input (\S+)/.exec(command)?.[1];
      if (input !== undefined) expect(isInRepository(input)).toBe(true);
    },
    20_000,
  );
});

describe('the commands for OCI run against the emulator', () => {
  let queue: LiveQueue;
  let directory: string;
  const commandOf = (app: string): string =>
    (README.find((command) => command.startsWith(`node apps/${app}/`)) ?? '').replace(
      '~/.oci/config',
      '"$OCI_CONFIG"',
    );

  beforeEach(async () => {
    queue = await startLiveQueue();
    directory = mkdtempSync(join(tmpdir(), 'snoozeq-commands-'));
  });
  afterEach(async () => {
    await queue.close();
    rmSync(directory, { recursive: true });
  });

  test('the producer sends the line that the README shows, the consumer handles it when it is due', async () => {
    const line = /^`reminders\.ndjson` .*`(\{.*\})`/m.exec(textOf('README.md'))?.[1] ?? '';
    writeFileSync(join(directory, 'reminders.ndjson'), `${line}\n`);
    const { key } = JSON.parse(line) as { key: string };
    const sentMs = systemClock.now();
    const producer = runCommand(commandOf('producer'), directory, queue.environment);
    expect([await producer.ended, producer.output()]).toEqual([0, expect.any(String)]);
    const consumer = runCommand(commandOf('consumer'), directory, queue.environment);
    await consumer.says(key);
    expect(systemClock.now() - sentMs).toBeGreaterThanOrEqual(2_000);
    consumer.process.kill('SIGTERM');
    expect(await consumer.ended).toBe(0);
    expect(queue.messageCount()).toBe(0);
  }, 30_000);
});
