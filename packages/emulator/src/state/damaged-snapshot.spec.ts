import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let intact: string;

const own = (path: string, init?: RequestInit) => fetch(`${t.emulator.origin}/_emulator/${path}`, init);
const snapshot = async (): Promise<string> => (await own('snapshot')).text();
const restore = (body: string | Buffer) => own('restore', { method: 'POST', body });
const messageOf = async (response: Response) => ((await response.json()) as { message: string }).message;

beforeAll(async () => {
  t = await startTestEmulator();
  const queueId = await t.createQueue();
  const messages = ['first', 'second', 'third'].map((content) => ({ content }));
  await t.client.putMessages({ queueId, putMessagesDetails: { messages } });
  intact = await snapshot();
});
afterAll(() => t.close());

const lines = (text: string) => text.trimEnd().split('\n');
const changed = (text: string, at: number, change: (line: Record<string, unknown>) => unknown): string =>
  lines(text)
    .map((line, index) => (index === at ? JSON.stringify(change(JSON.parse(line))) : line))
    .join('\n');

// Lines: head, queue, its work request, messages, three messages, end.
test.each<[string, (text: string) => string, RegExp]>([
  ['nothing', () => '', /Line 1 is missing/],
  [
    'one cut off between lines',
    (text) => lines(text).slice(0, -1).join('\n'),
    /Line 8 is missing: the snapshot is cut off/,
  ],
  ['one cut off in a line', (text) => text.slice(0, -5), /Line 8 is not JSON/],
  [
    'a line taken out',
    (text) => lines(text).toSpliced(5, 1).join('\n'),
    /Line 7 counts 7 lines, 6 have come/,
  ],
  ['something after the end', (text) => `${text}{"kind":"end","lines":8}`, /Line 9 comes after the end/],
  ['another order', (text) => lines(text).toReversed().join('\n'), /Line 1 is not where it belongs/],
  ['another JSON', () => '[1]', /Line 1 is none of a snapshot/],
  ['a kind from the prototype', () => '{"kind":"toString"}', /Line 1 is none of a snapshot/],
  [
    'another format',
    (text) => changed(text, 0, (line) => ({ ...line, format: 9 })),
    /Line 1 has format 9, known is 1/,
  ],
  [
    'another product',
    (text) => changed(text, 0, (line) => ({ ...line, product: 'x' })),
    /Line 1 does not begin/,
  ],
  [
    'no time',
    (text) => changed(text, 0, (line) => ({ ...line, nowMs: 'soon' })),
    /Line 1 nowMs must be number/,
  ],
  [
    'a queue twice',
    (text) =>
      lines(text)
        .toSpliced(1, 0, lines(text)[1] ?? '')
        .join('\n'),
    /Line 3 has a queue that is there already/,
  ],
  [
    'a queue without id',
    (text) => changed(text, 1, (line) => ({ ...line, resource: {} })),
    /Line 2 is no queue: it must have required property 'id'/,
  ],
  [
    'messages of no queue',
    (text) => changed(text, 3, (line) => ({ ...line, queueId: 'x' })),
    /Line 4 has messages of a queue that is not there/,
  ],
  [
    'a message twice',
    (text) => changed(text, 5, () => JSON.parse(lines(text)[4] ?? '')),
    /Line 6 has a sequence that is there already/,
  ],
  [
    'a sequence to come',
    (text) => changed(text, 3, (line) => ({ ...line, lastSequence: 1 })),
    /Line [56] has a sequence beyond/,
  ],
  [
    'a message without copies',
    (text) => changed(text, 4, (line) => ({ ...line, copies: [] })),
    /Line 5 copies must NOT have fewer than 1 items/,
  ],
  [
    'a copy of a group that is not there',
    (text) => text.replace('"group":"primary"', '"group":"nobody"'),
    /The snapshot contradicts itself: .*no consumer group/,
  ],
  [
    'an unfinished work request of no queue',
    (text) =>
      changed(text, 2, ({ resource, ...line }) => {
        const request = resource as { readonly task: object };
        return {
          ...line,
          resource: { ...request, status: 'ACCEPTED', task: { ...request.task, queueId: 'x' } },
        };
      }),
    /Line 3 has an unfinished work request of a queue that is not there/,
  ],
  [
    'an instant without end',
    (text) => text.replace(/"createdAtMs":\d+/, '"createdAtMs":1e400'),
    /Line 5 message\/createdAtMs must be number/,
  ],
])('%s is refused, and changes nothing', async (_name, damage, message) => {
  const response = await restore(damage(intact));
  const text = await messageOf(response);
  expect(text).toMatch(message);
  expect(text).toMatch(/Nothing was changed/);
  expect(response.status).toBe(400);
  expect(text).not.toMatch(/first|second|third|ocid1/);
  expect(await snapshot()).toBe(intact);
});

test('bytes that are no text', async () => {
  const response = await restore(Buffer.from('7b22c328227d', 'hex'));
  expect([response.status, await messageOf(response)]).toEqual([400, expect.stringMatching(/is not UTF-8/)]);
});
