import type { Delivery, Receipt } from '../contracts/delivery.js';
import type { OutgoingMessage } from '../contracts/message.js';
import type {
  CallOptions,
  Capabilities,
  Hiding,
  QueueTransport,
  ReceiveRequest,
  SendStatus,
  SettleStatus,
} from '../contracts/transport.js';
import { QueueError } from '../errors.js';

export const CAPABILITIES: Capabilities = {
  maxHideMs: 43_200_000,
  hideStepMs: 1_000,
  maxBatch: 20,
  maxBatchBytes: 524_288,
  maxMessageBytes: 262_144,
  maxWaitMs: 30_000,
};

interface OpenPoll {
  readonly request: ReceiveRequest;
  readonly resolve: (deliveries: readonly Delivery[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A broker that does what a test tells it, and remembers what it was asked. Applies and stores everything by default. */
export class ScriptedTransport implements QueueTransport {
  /** Every call by verb, in order. */
  readonly log: string[] = [];
  readonly requests: ReceiveRequest[] = [];
  readonly sent: (readonly OutgoingMessage[])[] = [];
  readonly acked: (readonly Receipt[])[] = [];
  readonly hidden: (readonly Hiding[])[] = [];
  #openPolls: OpenPoll[] = [];
  aborted = 0;

  onSend = async (messages: readonly OutgoingMessage[]): Promise<readonly SendStatus[]> =>
    messages.map((_, index) => ({ kind: 'stored', id: `${index + 1}` }));
  onAck = async (receipts: readonly Receipt[]): Promise<readonly SettleStatus[]> =>
    receipts.map(() => ({ kind: 'applied' }));
  onHide = async (hidings: readonly Hiding[]): Promise<readonly SettleStatus[]> =>
    hidings.map(() => ({ kind: 'applied' }));

  constructor(readonly capabilities: Capabilities = CAPABILITIES) {}

  send(messages: readonly OutgoingMessage[]): Promise<readonly SendStatus[]> {
    this.log.push('send');
    this.sent.push(messages);
    return this.onSend(messages);
  }

  ack(receipts: readonly Receipt[]): Promise<readonly SettleStatus[]> {
    this.log.push('ack');
    this.acked.push(receipts);
    return this.onAck(receipts);
  }

  hide(hidings: readonly Hiding[]): Promise<readonly SettleStatus[]> {
    this.log.push('hide');
    this.hidden.push(hidings);
    return this.onHide(hidings);
  }

  /** Stays open until a test answers it, or the caller aborts it. */
  receive(request: ReceiveRequest, options?: CallOptions): Promise<readonly Delivery[]> {
    this.log.push('receive');
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      const poll = { request, resolve, reject };
      this.#openPolls.push(poll);
      options?.signal?.addEventListener('abort', () => {
        if (!this.#openPolls.includes(poll)) return;
        this.aborted += 1;
        this.#close(poll);
        reject(new QueueError('aborted', 'the caller aborted this call'));
      });
    });
  }

  async close(): Promise<void> {
    this.log.push('close');
  }

  get openPolls(): number {
    return this.#openPolls.length;
  }

  /** Answers the poll that has been open longest, of `lane` if given. */
  answer(deliveries: readonly Delivery[], lane?: string): void {
    this.#oldest(lane).resolve(deliveries);
  }

  /** Fails the poll that has been open longest. */
  fail(error: unknown): void {
    this.#oldest().reject(error);
  }

  #oldest(lane?: string): OpenPoll {
    const poll = this.#openPolls.find(({ request }) => lane === undefined || request.lane === lane);
    if (!poll) throw new Error('no poll is open');
    this.#close(poll);
    return poll;
  }

  #close(poll: OpenPoll): void {
    this.#openPolls = this.#openPolls.filter((other) => other !== poll);
  }
}
