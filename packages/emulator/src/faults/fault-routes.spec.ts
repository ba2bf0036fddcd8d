import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import { startEmulator } from '../start-emulator.js';

let t: TestEmulator;

beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off', faults: { seed: 3, rules: [{ kind: 'throttle', rate: 0 }] } });
});
afterAll(() => t.close());

const send = async (method: string, body?: unknown): Promise<{ status: number; json: unknown }> => {
  const response = await fetch(`${t.emulator.origin}/_emulator/faults`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
};

test('the plan of the start is in force, with its defaults and counts', async () => {
  await t.createQueue();
  expect((await send('GET')).json).toEqual({
    plan: { seed: 3, rules: [{ name: 'throttle', kind: 'throttle', rate: 0, from: 1 }] },
    counts: [{ rule: 'throttle', matched: 2, injected: 0 }],
  });
});

test('what is shown can be sent back, and begins anew', async () => {
  const { json } = await send('GET');
  const answer = await send('PUT', (json as { plan: unknown }).plan);
  expect(answer).toMatchObject({ status: 200, json: { counts: [{ matched: 0, injected: 0 }] } });
});

test('a delete ends all faults', async () => {
  expect(await send('DELETE')).toEqual({ status: 200, json: { plan: { seed: 0, rules: [] }, counts: [] } });
});

test.each([
  ['a plan that is wrong', { rules: [{ kind: 'nothing' }] }, 'rules[0].kind is "nothing".'],
  ['a body that is not JSON', '{', 'The body is not JSON'],
  ['no body', undefined, 'The fault plan is nothing.'],
])('%s is refused and leaves the plan in force', async (_name, body, message) => {
  await send('PUT', { rules: [{ kind: 'reset', queues: ['no such'] }] });
  const answer = await send('PUT', body);
  expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } });
  expect((answer.json as { message: string }).message).toContain(message);
  expect((await send('GET')).json).toMatchObject({ plan: { rules: [{ kind: 'reset' }] } });
});

test('an emulator does not start with a plan that is wrong', async () => {
  const faults = { rules: [{ kind: 'throttle', rate: 2 } as const] };
  await expect(startEmulator({ auth: 'off', faults })).rejects.toThrow('rules[0].rate is 2.');
});
