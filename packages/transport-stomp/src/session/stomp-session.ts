import type { QueueError } from '@snoozeq/core';
import { type DurationMs } from '@snoozeq/core';
import { Client, type IFrame, type IMessage } from '@stomp/stompjs';
import type { StompOptions } from '../options.js';
import { Confirmations } from './confirmations.js';
import { tcpSocket } from './tcp-socket.js';
import { disconnected, late, refused } from './wire-errors.js';

const DEFAULT_CALL_TIMEOUT_MS = 10_000;
const DEFAULT_RECONNECT_BASE_MS = 250;
const MAX_RECONNECT_MS = 30_000;

/** Pushed messages of one subscription, and its end by the loss of the connection. */
export interface Subscriber {
  readonly pushed: (message: IMessage) => void;
  readonly lost: (error: QueueError) => void;
}

export interface FrameToSend {
  readonly command: 'SEND' | 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'ACK' | 'NACK';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One connection, made on first use and again after it was lost, each time a little later. Every frame is confirmed. */
export class StompSession {
  readonly #confirmations: Confirmations;
  readonly #subscribers = new Map<string, Subscriber>();
  #connecting: Promise<Client> | undefined;
  #client: Client | undefined;
  #failures = 0;
  #lastId = 0;
  #closed: QueueError | undefined;

  constructor(private readonly options: StompOptions) {
    this.#confirmations = new Confirmations(options.processClock, this.#callTimeoutMs);
  }

  nextId(): string {
    this.#lastId += 1;
    return `snoozeq-${this.#lastId}`;
  }

  /** Resolves when the service has confirmed. @throws QueueError why it has not */
  async confirmed(frame: FrameToSend, signal?: AbortSignal): Promise<void> {
    const client = await this.#connected();
    signal?.throwIfAborted();
    const receipt = this.nextId();
    const confirmed = this.#confirmations.expect(receipt, frame.command);
    const { destination = '', ...headers } = frame.headers;
    if (frame.command === 'SEND') {
      client.publish({ destination, headers: { ...headers, receipt }, body: frame.body ?? '' });
    } else if (frame.command === 'SUBSCRIBE') {
      client.subscribe(destination, (message) => this.#pushed(client, message), { ...headers, receipt });
    } else if (frame.command === 'UNSUBSCRIBE') {
      client.unsubscribe(headers['id'] ?? '', { receipt });
    } else {
      client[frame.command === 'ACK' ? 'ack' : 'nack'](headers['id'] ?? '', '', { receipt });
    }
    return confirmed;
  }

  /** To be called before its SUBSCRIBE is sent: messages may come before the confirmation. */
  addSubscriber(id: string, subscriber: Subscriber): void {
    this.#subscribers.set(id, subscriber);
  }

  removeSubscriber(id: string): void {
    this.#subscribers.delete(id);
  }

  /** What is open fails with `error`, and so does all that comes later. */
  async close(error: QueueError): Promise<void> {
    if (this.#closed) return;
    this.#closed = error;
    const client = this.#client;
    this.#lost(error);
    await client?.deactivate({ force: true });
  }

  get #callTimeoutMs(): DurationMs {
    return this.options.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS;
  }

  #connected(): Promise<Client> {
    if (this.#closed) return Promise.reject(this.#closed);
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  async #connect(): Promise<Client> {
    try {
      await this.#backOff();
      const client = await this.#login();
      if (this.#closed) throw this.#closed;
      this.#failures = 0;
      this.#client = client;
      return client;
    } catch (error) {
      this.#failures += 1;
      this.#connecting = undefined;
      throw error;
    }
  }

  #backOff(): Promise<void> | undefined {
    if (this.#failures === 0) return undefined;
    const { processClock, reconnectBaseMs = DEFAULT_RECONNECT_BASE_MS } = this.options;
    const waitMs = Math.min(MAX_RECONNECT_MS, reconnectBaseMs * 2 ** (this.#failures - 1));
    return new Promise((resolve) => void processClock.schedule(processClock.now() + waitMs, resolve));
  }

  #login(): Promise<Client> {
    const { login, authToken, host, processClock } = this.options;
    const client = new Client({
      webSocketFactory: () => tcpSocket(this.options),
      connectHeaders: { host, login, passcode: Buffer.from(authToken).toString('base64') },
      // Reconnections are ours: they wait on the given clock, and a wrong password is not tried again and again.
      reconnectDelay: 0,
      heartbeatIncoming: 0,
      heartbeatOutgoing: 0,
      forceBinaryWSFrames: true,
      // The library forgets a subscription with its UNSUBSCRIBE, the service only when it confirms that.
      onUnhandledMessage: (message) => this.#pushed(client, message),
      onUnhandledReceipt: ({ headers }) => this.#confirmations.confirm(headers['receipt-id'] ?? ''),
    });
    return new Promise((resolve, reject) => {
      let isOver = false;
      const fail = (error: QueueError): void => {
        // An ERROR is followed by the end, and both are told; by then there may be another connection.
        if (isOver) return;
        isOver = true;
        cancelDeadline();
        reject(error);
        if (client === this.#client || this.#client === undefined) this.#lost(error);
        void client.deactivate({ force: true });
      };
      const timeoutMs = this.#callTimeoutMs;
      const cancelDeadline = processClock.schedule(processClock.now() + timeoutMs, () =>
        fail(late('the login', timeoutMs)),
      );
      client.onConnect = () => {
        cancelDeadline();
        resolve(client);
      };
      client.onStompError = (frame: IFrame) => {
        const error = refused(frame.headers['message']);
        const receipt = frame.headers['receipt-id'];
        if (receipt !== undefined) this.#confirmations.refuse(receipt, error);
        fail(receipt === undefined ? error : disconnected(error));
      };
      client.onWebSocketClose = () => fail(disconnected());
      client.onWebSocketError = (cause: unknown) => fail(disconnected(cause));
      client.activate();
    });
  }

  /** What nobody waits for any longer is given back. */
  #pushed(client: Client, message: IMessage): void {
    const { subscription = '', ack } = message.headers;
    const subscriber = this.#subscribers.get(subscription);
    if (subscriber) subscriber.pushed(message);
    else if (ack !== undefined) client.nack(ack, subscription);
  }

  #lost(error: QueueError): void {
    this.#client = undefined;
    this.#connecting = undefined;
    this.#confirmations.failAll(error);
    for (const { lost } of this.#subscribers.values()) lost(error);
    this.#subscribers.clear();
  }
}
