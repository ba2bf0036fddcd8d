import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
});
afterAll(() => t.close());

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const create = (tags: string) =>
  fetch(`${t.emulator.origin}/20210201/queues`, {
    method: 'POST',
    body: `{"displayName":"deep","compartmentId":"c","definedTags":${tags}}`,
  });

test.each([[33], [1_000], [50_000]])('a body nested %i deep is refused (F5.parameter)', async (depth) => {
  const reply = await create(nested(depth));
  expect(reply.status).toBe(400);
  expect(await reply.text()).toMatch(/nested more than 32 deep|not JSON/);
  expect((await fetch(`${t.emulator.origin}/20210201/queues`)).status).toBe(200);
});

test('a body that is as deep as the API needs is taken', async () => {
  expect((await create('{"namespace":{"key":"value"}}')).status).toBe(202);
});
