import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import { deadLetterQueueId } from '../queues/ocid.js';
import type { FaultPlanInput, FaultRuleInput } from './fault-plan.js';

let t: TestEmulator;

beforeAll(async () => {
  // Real time passes at once: latency is a matter of order only.
  const realClock = {
    now: () => 0,
    schedule: (_atMs: number, task: () => void) => (setImmediate(task), () => undefined),
  };
  t = await startTestEmulator({ auth: 'off', realClock });
});
afterAll(() => t.close());

type Step =
  | { readonly kind: 'put'; readonly messages: number }
  | { readonly kind: 'get'; readonly limit: number; readonly visibility: number }
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'update'; readonly which: number; readonly visibility: number }
  | { readonly kind: 'delete-batch'; readonly which: readonly number[] }
  | { readonly kind: 'pass'; readonly seconds: number };

const small = fc.nat({ max: 1_000 });
const visibility = fc.constantFrom(0, 5, 30);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), messages: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('get' as const), limit: fc.integer({ min: 1, max: 5 }), visibility }),
  fc.record({ kind: fc.constant('delete' as const), which: small }),
  fc.record({ kind: fc.constant('update' as const), which: small, visibility }),
  fc.record({
    kind: fc.constant('delete-batch' as const),
    which: fc.array(small, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(1, 10, 40) }),
);

const someSteps = fc.array(aStep, { minLength: 5, maxLength: 30 });

const aFault: fc.Arbitrary<FaultRuleInput> = fc.oneof(
  fc.constantFrom<FaultRuleInput>(
    { kind: 'throttle' },
    { kind: 'reset' },
    { kind: 'lost-reply' },
    { kind: 'lost-lease' },
    { kind: 'early-poll' },
    { kind: 'partial-failure' },
    { kind: 'stale-receipt' },
    { kind: 'duplicate' },
    { kind: 'disorder' },
    { kind: 'clock-skew' },
    { kind: 'latency', before: 'acting' },
    { kind: 'latency', before: 'reply' },
  ),
  fc.record({
    kind: fc.constant('server-error' as const),
    status: fc.constantFrom(500 as const, 502 as const, 503 as const, 504 as const),
    body: fc.constantFrom('json' as const, 'text' as const),
    acts: fc.boolean(),
  }),
);
const aPlan: fc.Arbitrary<FaultPlanInput> = fc.record({
  seed: fc.nat({ max: 1_000 }),
  rules: fc
    .array(fc.tuple(aFault, fc.constantFrom(0.2, 0.5, 0.9)), { minLength: 1, maxLength: 6 })
    .map((rules) =>
      rules.map(([fault, rate], index) => ({ ...fault, name: `${fault.kind}-${index}`, rate })),
    ),
});

interface Answer {
  readonly status: number;
  readonly text: string;
}
interface Received {
  readonly content: string;
  readonly receipt: string;
  readonly deliveryCount: number;
}

const send = async (method: string, path: string, body?: unknown): Promise<Answer | 'lost'> => {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  try {
    const response = await fetch(t.emulator.origin + path, init);
    return { status: response.status, text: await response.text() };
  } catch {
    return 'lost';
  }
};

const ALLOWED = new Set([200, 204, 409, 429, 500, 502, 503, 504]);

/** A client that believes only what it was told, and checks that what it is told later agrees. */
class Client {
  readonly stored = new Set<string>();
  readonly sent = new Set<string>();
  readonly deleted = new Set<string>();
  readonly maybeDeleted = new Set<string>();
  readonly counts = new Map<string, number>();
  readonly receipts: Received[] = [];

  /** `deliveries`: how often the queue delivers a message before it is dead; 0: without end. */
  constructor(
    private readonly queueId: string,
    private readonly deliveries: number,
  ) {}

  /** The same client, at the dead-letter queue. */
  get ofDeadLetters(): Client {
    return Object.assign(new Client(deadLetterQueueId(this.queueId), 0), {
      sent: this.sent,
      stored: this.stored,
      deleted: this.deleted,
      maybeDeleted: this.maybeDeleted,
      counts: this.counts,
    });
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'put':
        return this.put(Array.from({ length: step.messages }, (_, at) => `${this.sent.size + at}`));
      case 'get':
        return void (await this.get(step.limit, step.visibility));
      case 'delete':
        return this.delete(this.pick(step.which));
      case 'update':
        return this.update(this.pick(step.which), step.visibility);
      case 'delete-batch':
        return this.deleteBatch(step.which.flatMap((which) => this.pick(which) ?? []));
      case 'pass':
        return t.clock.runFor(step.seconds * 1_000);
      default:
        return step satisfies never;
    }
  }

  async put(contents: readonly string[]): Promise<void> {
    for (const content of contents) this.sent.add(content);
    const answer = await this.call('POST', '', { messages: contents.map((content) => ({ content })) });
    if (answer?.status === 200) for (const content of contents) this.stored.add(content);
  }

  async get(limit: number, visibilityInSeconds: number): Promise<readonly Received[]> {
    const query = `?limit=${limit}&timeoutInSeconds=0&visibilityInSeconds=${visibilityInSeconds}`;
    const answer = await this.call('GET', query);
    if (answer?.status !== 200) return [];
    const { messages } = JSON.parse(answer.text) as { messages: readonly Received[] };
    expect(messages.length).toBeLessThanOrEqual(limit);
    for (const message of messages) this.received(message);
    return messages;
  }

  async delete(message: Received | undefined): Promise<void> {
    if (!message) return;
    this.maybeDeleted.add(message.content);
    const answer = await this.call('DELETE', `/${message.receipt}`);
    if (answer?.status === 204) this.deleted.add(message.content);
  }

  private received(message: Received): void {
    expect(this.sent).toContain(message.content);
    expect(this.deleted).not.toContain(message.content);
    expect(message.deliveryCount).toBeGreaterThan(this.counts.get(message.content) ?? 0);
    if (this.deliveries > 0) expect(message.deliveryCount).toBeLessThanOrEqual(this.deliveries);
    this.counts.set(message.content, message.deliveryCount);
    this.receipts.push(message);
  }

  private async deleteBatch(messages: readonly Received[]): Promise<void> {
    if (messages.length === 0) return;
    for (const { content } of messages) this.maybeDeleted.add(content);
    const entries = messages.map(({ receipt }) => ({ receipt }));
    const answer = await this.call('POST', '/actions/deleteMessages', { entries });
    if (answer?.status !== 200) return;
    const result = JSON.parse(answer.text) as { entries: readonly { errorCode?: number }[] };
    for (const [index, { errorCode }] of result.entries.entries()) {
      if (errorCode === undefined) this.deleted.add(messages[index]?.content ?? '');
    }
  }

  private async update(message: Received | undefined, visibilityInSeconds: number): Promise<void> {
    if (message) await this.call('PUT', `/${message.receipt}`, { visibilityInSeconds });
  }

  private pick(which: number): Received | undefined {
    return this.receipts[which % Math.max(1, this.receipts.length)];
  }

  private async call(method: string, path: string, body?: unknown): Promise<Answer | undefined> {
    const answer = await send(method, `/20210201/queues/${this.queueId}/messages${path}`, body);
    if (answer === 'lost') return undefined;
    expect(ALLOWED).toContain(answer.status);
    return answer;
  }
}

/** What is left, read and deleted until nothing is. */
const drain = async (client: Client): Promise<readonly string[]> => {
  const left: string[] = [];
  for (let got = await client.get(20, 30); got.length > 0; got = await client.get(20, 30)) {
    for (const message of got) {
      left.push(message.content);
      await client.delete(message);
    }
  }
  return left;
};

test('no plan loses what was acknowledged, brings back what was deleted, or delivers too often (F3.durable, F3.at-least-once, F3.dlq-moment)', async () => {
  await fc.assert(
    fc.asyncProperty(aPlan, someSteps, fc.constantFrom(0, 3), async (plan, steps, deliveries) => {
      const queueId = await t.createQueue({ deadLetterQueueDeliveryCount: deliveries });
      const client = new Client(queueId, deliveries);
      await send('PUT', '/_emulator/faults', plan);
      for (const step of steps) await client.take(step);
      await send('DELETE', '/_emulator/faults');
      t.clock.runFor(60_000);
      const left = [...(await drain(client)), ...(await drain(client.ofDeadLetters))];
      expect(left).toHaveLength(new Set(left).size);
      for (const content of client.stored) {
        if (!client.maybeDeleted.has(content)) expect(left).toContain(content);
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
}, 60_000);
