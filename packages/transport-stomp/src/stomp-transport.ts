import {
  QueueError,
  type CallOptions,
  type Capabilities,
  type Delivery,
  type Hiding,
  type OutgoingMessage,
  type QueueTransport,
  type Receipt,
  type ReceiveRequest,
  type SendStatus,
  type SettleStatus,
} from '@snoozeq/core';
import { capabilitiesOf, checkCount, checkHides, checkReceive, checkSend } from './limits.js';
import { destinationOf } from './mapping.js';
import type { StompOptions } from './options.js';
import { Reception } from './reception.js';
import { StompSession } from './session/stomp-session.js';
import { settleReceipts } from './settle-receipts.js';

/**
 * A queue of OCI over STOMP behind the port. Opens no connection before the first call. Cannot delay by itself (`maxHideMs` is 0), and
 * carries no properties; see `hybridTransport`.
 */
export const createStompTransport = (options: StompOptions): QueueTransport => new StompTransport(options);

class StompTransport implements QueueTransport {
  readonly capabilities: Capabilities;
  readonly #session: StompSession;
  readonly #reception: Reception;
  #isClosed = false;

  constructor(private readonly options: StompOptions) {
    this.capabilities = capabilitiesOf(options.maxMessageBytes);
    this.#session = new StompSession(options);
    this.#reception = new Reception(this.#session, options);
  }

  async send(messages: readonly OutgoingMessage[], given?: CallOptions): Promise<readonly SendStatus[]> {
    this.#enter(given);
    checkSend(messages, this.capabilities);
    return Promise.all(messages.map((message) => this.#sendOne(message)));
  }

  async receive(request: ReceiveRequest, given?: CallOptions): Promise<readonly Delivery[]> {
    this.#enter(given);
    checkReceive(request, this.capabilities);
    try {
      return await this.#reception.receive(request, given?.signal);
    } catch (error) {
      throw given?.signal?.aborted ? abortedError(given) : error;
    }
  }

  async ack(receipts: readonly Receipt[], given?: CallOptions): Promise<readonly SettleStatus[]> {
    this.#enter(given);
    checkCount('receipts of one ack', receipts.length, this.capabilities);
    return settleReceipts(this.#session, 'ACK', receipts);
  }

  async hide(hidings: readonly Hiding[], given?: CallOptions): Promise<readonly SettleStatus[]> {
    this.#enter(given);
    checkHides(hidings, this.capabilities);
    return settleReceipts(
      this.#session,
      'NACK',
      hidings.map(({ receipt }) => receipt),
    );
  }

  /** Gives back what was pushed and not taken. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const spares = this.#reception.takeAllSpares().map(({ receipt }) => receipt);
    // A message that cannot be given back comes back by itself, when its lease ends.
    if (spares.length > 0) await settleReceipts(this.#session, 'NACK', spares).catch(() => undefined);
    await this.#session.close(closedError());
  }

  async #sendOne({ content, lane }: OutgoingMessage): Promise<SendStatus> {
    const headers = { destination: destinationOf(this.options.queueId, lane) };
    try {
      await this.#session.confirmed({ command: 'SEND', headers, body: content });
      // The RECEIPT tells no id of the message.
      return { kind: 'stored', id: '' };
    } catch (error) {
      return { kind: 'failed', error: QueueError.from(error) };
    }
  }

  #enter(given: CallOptions | undefined): void {
    if (this.#isClosed) throw closedError();
    if (given?.signal?.aborted) throw abortedError(given);
  }
}

const closedError = (): QueueError =>
  new QueueError('closed', 'the transport was closed. Create another one to go on.');

const abortedError = ({ signal }: CallOptions): QueueError =>
  new QueueError('aborted', 'the caller aborted this call', { cause: signal?.reason });
