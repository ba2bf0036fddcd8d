import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { seededRandom, VirtualClock } from '@snoozeq/core';
import { coreModule, PROCESS_CLOCK, QUEUE_CLOCK, QUEUE_SETTINGS, RANDOM } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { memoryTransportModule } from '@snoozeq/transport-memory/di';
import { Container } from 'inversify';
import { DELAY_CONTROLLER, delayControllerModule } from './index.js';
import { controllerStage, HOUR_MS, listOf } from './spec-support/controller-stage.js';

const PAGE = readFileSync(new URL('../../../docs/delay-controller.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(PAGE)?.[1] ?? '';
/** Without what formatting may change. */
const dense = (code: string): string => code.replace(/\s+/g, '').replaceAll(',)', ')');

const composed = (clock: VirtualClock): Container => {
  const container = new Container();
  container.load(coreModule(), delayPolicyModule(), memoryTransportModule());
  container.bind(QUEUE_SETTINGS).toConstantValue({
    ...{ retentionMs: 168 * HOUR_MS, maxDeliveries: 0, maxHideMs: 12 * HOUR_MS, maxMessageBytes: 262_144 },
  });
  for (const token of [QUEUE_CLOCK, PROCESS_CLOCK]) container.rebind(token).toConstantValue(clock);
  container.rebind(RANDOM).toConstantValue(seededRandom(1));
  return container;
};

test('the page shows the program that runs here', async () => {
  const container = composed(new VirtualClock());
  const abort = new AbortController();
  const kinds: string[] = [];
  container.load(delayControllerModule());
  const report = await container
    .get(DELAY_CONTROLLER)
    .run([{ key: 'invoice-0231', body: { invoice: 'INV-2026-0231' }, in: '3h' }], {
      stop: abort.signal,
      onEvent: ({ kind }) => kinds.push(kind),
    });
  expect(report).toMatchObject({ ending: 'complete', hidden: 1 });
  expect(kinds).toEqual(['published', 'hidden']);
  const [, program = ''] = block('ts').split('\n\n');
  expect(dense(readFileSync(new URL(import.meta.url), 'utf8'))).toContain(dense(program));
});

test('the page shows the report of a run of 1 000', async () => {
  const report = await controllerStage().delay(listOf(1_000, HOUR_MS));
  expect(JSON.parse(block('json'))).toEqual({ ...report, invalid: 0 });
});
