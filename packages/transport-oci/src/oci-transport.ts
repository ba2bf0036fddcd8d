import type {
  CallOptions,
  Capabilities,
  Delivery,
  DurationMs,
  Hiding,
  OutgoingMessage,
  QueueInspection,
  QueueStats,
  QueueTransport,
  Receipt,
  ReceiveRequest,
  SendStatus,
  SettleStatus,
} from '@snoozeq/core';
import { QueueError } from '@snoozeq/core';
import { QueueClient } from 'oci-queue';
import type { Address } from './address.js';
import { endpointOf } from './endpoint.js';
import { inspectionOf } from './inspection.js';
import { capabilitiesOf } from './limits.js';
import { toDelivery, toPollMs, toPutEntry, toReceiveQuery, toUpdateEntry, unreadable } from './mapping.js';
import { clientConfiguration, openSession, type OciSession } from './oci-session.js';
import type { OciTransportOptions } from './options.js';
import { PollGate } from './poll-gate.js';
import { checkCount, checkHides, checkReceive, checkSend } from './request-checks.js';
import { toSendStatus, toSettleStatus } from './result-mapping.js';

const DEFAULT_POLL_GRACE_MS = 5_000;

/**
 * A queue of OCI behind the port. Opens no connection before the first call.
 *
 * @throws QueueError `misconfigured` for an unusable endpoint, profile, key or number of connections.
 */
export const createOciTransport = (options: OciTransportOptions): OciTransport => new OciQueue(options);

/** A transport that also tells what the queue holds. */
export type OciTransport = QueueTransport & QueueInspection;

class OciQueue implements OciTransport {
  readonly capabilities: Capabilities;
  readonly #queueId: string;
  readonly #pollGraceMs: DurationMs;
  readonly #session: OciSession;
  readonly #client: QueueClient;
  readonly #polls: PollGate;
  readonly #inspection: QueueInspection;

  constructor(options: OciTransportOptions) {
    const endpoint = endpointOf('endpoint', options.endpoint);
    this.capabilities = capabilitiesOf(options.maxMessageBytes);
    this.#queueId = options.queueId;
    this.#pollGraceMs = options.pollGraceMs ?? DEFAULT_POLL_GRACE_MS;
    this.#session = openSession(options);
    this.#client = new QueueClient({ httpClient: this.#session.httpClient }, clientConfiguration());
    this.#client.endpoint = endpoint;
    this.#polls = new PollGate(mostPolls(this.#session.maxConnections));
    this.#inspection = inspectionOf(this.#client, (operation, given, send) =>
      this.#call(operation, given, send),
    );
  }

  async send(messages: readonly OutgoingMessage[], options?: CallOptions): Promise<readonly SendStatus[]> {
    checkSend(messages, this.capabilities);
    if (messages.length === 0) return [];
    const putMessagesDetails = { messages: messages.map(toPutEntry) };
    return this.#call('putMessages', options, async (address) => {
      const { putMessages } = await this.#client.putMessages({ ...address, putMessagesDetails });
      const entries = listed(putMessages?.messages);
      return messages.map((_, index) => toSendStatus('putMessages', entries[index]));
    });
  }

  async receive(request: ReceiveRequest, options?: CallOptions): Promise<readonly Delivery[]> {
    checkReceive(request, this.capabilities);
    const pollMs = toPollMs(request);
    const send = async (address: Address): Promise<readonly Delivery[]> => {
      const { getMessages } = await this.#client.getMessages({ ...address, ...toReceiveQuery(request) });
      return listed(getMessages?.messages).map((message) => toDelivery(message, request));
    };
    if (pollMs === 0) return this.#call('getMessages', options, send);
    const call = { operation: 'getMessages', timeoutMs: pollMs + this.#pollGraceMs, waits: true } as const;
    return this.#polls.run(
      () => this.#session.calls.run({ ...call, signal: options?.signal, send: this.#addressed(send) }),
      options?.signal,
    );
  }

  async ack(receipts: readonly Receipt[], options?: CallOptions): Promise<readonly SettleStatus[]> {
    checkCount('receipts of one ack', receipts.length, this.capabilities);
    if (receipts.length === 0) return [];
    const deleteMessagesDetails = { entries: receipts.map((receipt) => ({ receipt })) };
    return this.#call('deleteMessages', options, async (address) => {
      const reply = await this.#client.deleteMessages({ ...address, deleteMessagesDetails });
      const entries = listed(reply.deleteMessagesResult?.entries);
      return receipts.map((_, index) => toSettleStatus('deleteMessages', entries[index]));
    });
  }

  async hide(hidings: readonly Hiding[], options?: CallOptions): Promise<readonly SettleStatus[]> {
    checkHides(hidings, this.capabilities);
    if (hidings.length === 0) return [];
    const updateMessagesDetails = { entries: hidings.map(toUpdateEntry) };
    return this.#call('updateMessages', options, async (address) => {
      const reply = await this.#client.updateMessages({ ...address, updateMessagesDetails });
      const entries = listed(reply.updateMessagesResult?.entries);
      return hidings.map((_, index) => toSettleStatus('updateMessages', entries[index]));
    });
  }

  lanes(options?: CallOptions): Promise<readonly string[]> {
    return this.#inspection.lanes(options);
  }

  stats(lane?: string, options?: CallOptions): Promise<QueueStats> {
    return this.#inspection.stats(lane, options);
  }

  close(): Promise<void> {
    const closed = new QueueError('closed', 'the transport was closed. Create another one to go on.');
    const freed = this.#session.close(closed);
    this.#polls.close(closed);
    return freed;
  }

  #call<T>(
    operation: string,
    options: CallOptions | undefined,
    send: (address: Address) => Promise<T>,
  ): Promise<T> {
    const { calls, callTimeoutMs: timeoutMs } = this.#session;
    return calls.run({ operation, timeoutMs, signal: options?.signal, send: this.#addressed(send) });
  }

  #addressed<T>(send: (address: Address) => Promise<T>): (opcRequestId: string) => Promise<T> {
    return (opcRequestId) => send({ queueId: this.#queueId, opcRequestId });
  }
}

/** How many connections long polls may take: three quarters, so that deletes always find a free one. */
const mostPolls = (maxConnections: number): number =>
  maxConnections - Math.max(1, Math.floor(maxConnections / 4));

/** The list of a reply. A reply without one is not from the service, though it was JSON. */
const listed = <T>(entries: T[] | undefined): readonly T[] => {
  if (Array.isArray(entries)) return entries;
  throw unreadable('list of messages or results', 'endpoint');
};
