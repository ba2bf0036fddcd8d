import {
  QueueError,
  sleep,
  type CallOptions,
  type Capabilities,
  type Clock,
  type Delivery,
  type Hiding,
  type OutgoingMessage,
  type QueueTransport,
  type Receipt,
  type ReceiveRequest,
  type SendStatus,
  type SettleStatus,
} from '@snoozeq/core';
import { nameOf, type Ledger } from '../ledger/ledger.js';
import { drawOf } from '../scenario/draw.js';
import type { LatencySpec } from '../scenario/scenario.js';
import { never, type Host } from '../world/host.js';
import type { CallMeter } from './call-meter.js';
import { isStruck, someOf, SPOILT } from './entry-faults.js';
import type { Operation } from './fault-kinds.js';
import type { FaultSource, Strike } from './fault-plan.js';
import { openPoll, pollsIn } from './open-poll.js';

export interface FaultyParts {
  readonly inner: QueueTransport;
  readonly host: Host;
  /** The queue's clock. */
  readonly clock: Clock;
  readonly faults: FaultSource;
  readonly latency: LatencySpec;
  readonly ledger: Ledger;
  readonly meter: CallMeter;
  /** Names by receipt, of all processes together. */
  readonly names: Map<Receipt, string>;
  /** What the consumer is told of the queue: a poll of the queue itself may wait as long as it likes. */
  readonly capabilities: Capabilities;
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
  readonly endMs: number;
}

/** Longest that a reply is waited for. */
const TIMEOUT_MS = 10_000;
const THROTTLED_MS = 1_000;

const REFUSALS = {
  throttle: () => new QueueError('throttled', 'simulated: too many requests', { retryAfterMs: THROTTLED_MS }),
  'server-error': () => new QueueError('unavailable', 'simulated: the service failed'),
} as const;

interface Batch<TEntry, TStatus> {
  readonly operation: Operation;
  readonly entries: readonly TEntry[];
  readonly nameOf: (entry: TEntry) => string;
  readonly call: (entries: readonly TEntry[]) => Promise<readonly TStatus[]>;
}

/** The connection of one process to the queue. Every call may go wrong in every way that `FAULT_KINDS` lists. */
export class FaultyTransport implements QueueTransport {
  readonly capabilities: Capabilities;
  readonly #counts: Record<Operation, number> = { send: 0, receive: 0, idle: 0, ack: 0, hide: 0, handle: 0 };

  /** Received, and nothing done with it yet: gone with the process. */
  readonly #untouched = new Map<Receipt, string>();

  constructor(private readonly parts: FaultyParts) {
    const { host, ledger, capabilities } = parts;
    this.capabilities = capabilities;
    host.onDeath(() =>
      ledger.incident([...this.#untouched.values()], { kind: 'kill', operation: 'receive' }),
    );
  }

  /** Messages that were received, and nothing was done with. */
  get untouched(): readonly string[] {
    return [...this.#untouched.values()];
  }

  send(messages: readonly OutgoingMessage[]): Promise<readonly SendStatus[]> {
    const { inner, meter } = this.parts;
    meter.count('put');
    return this.#batch<OutgoingMessage, SendStatus>({
      operation: 'send',
      entries: messages,
      nameOf,
      call: (entries) => inner.send(entries),
    });
  }

  ack(receipts: readonly Receipt[]): Promise<readonly SettleStatus[]> {
    const { inner, meter } = this.parts;
    meter.count('delete');
    return this.#batch<Receipt, SettleStatus>({
      operation: 'ack',
      entries: receipts,
      nameOf: (receipt) => this.#touch(receipt),
      call: (entries) => inner.ack(entries),
    });
  }

  hide(hidings: readonly Hiding[]): Promise<readonly SettleStatus[]> {
    const { inner, meter } = this.parts;
    meter.count('update');
    return this.#batch<Hiding, SettleStatus>({
      operation: 'hide',
      entries: hidings,
      nameOf: ({ receipt }) => this.#touch(receipt),
      call: (entries) => inner.hide(entries),
    });
  }

  async receive(request: ReceiveRequest, options: CallOptions = {}): Promise<readonly Delivery[]> {
    const { host, faults, ledger, clock } = this.parts;
    if (host.isDead) return never();
    const strike = this.#strike('receive');
    if (strike && !this.#survives(strike)) return never();
    await this.#refuse(strike);
    const idle = faults.strikeOn(this.#site('idle'));
    const beganMs = clock.now();
    const deliveries = await openPoll(this.parts, request, options.signal, idle);
    const names = deliveries.map(({ message }) => nameOf(message));
    for (const name of names) ledger.tell(name, () => `received by ${host.name}`);
    if (deliveries.length === 0)
      return host.isDead ? never() : this.#endIdle(idle, pollsIn(clock.now() - beganMs, request));
    deliveries.forEach(({ receipt }, index) => this.parts.names.set(receipt, names[index] ?? ''));
    const reply = await this.#answer(strike, names, await this.#disturbed(strike, deliveries));
    if (options.signal?.aborted) {
      ledger.incident(names, { kind: 'aborted-poll', operation: 'receive' });
      throw new QueueError('aborted', 'the caller aborted this call');
    }
    for (const { receipt, message } of reply) this.#untouched.set(receipt, nameOf(message));
    return reply;
  }

  /** The process ends; what the queue holds stays. */
  close(): Promise<void> {
    return this.parts.inner.close();
  }

  async #endIdle(idle: Strike | undefined, polls: number): Promise<readonly Delivery[]> {
    if (!idle || (idle.polls ?? 0) > polls || !this.parts.faults.confirm(idle)) return [];
    if (!this.#survives(idle)) return never();
    await this.#refuse(idle);
    return [];
  }

  async #batch<TEntry, TStatus>({
    operation,
    entries,
    nameOf: name,
    call,
  }: Batch<TEntry, TStatus>): Promise<readonly TStatus[]> {
    const { host, latency, clock } = this.parts;
    if (host.isDead) return never();
    const strike = this.#strike(operation);
    if (strike && !this.#survives(strike)) return never();
    const names = entries.map(name);
    const struck = strike ? entries.map((_, index) => isStruck(strike, index)) : [];
    if (strike)
      this.#incident(
        strike,
        names.filter((_, index) => struck[index]),
      );
    await this.#refuse(strike);
    // On the wire: it arrives whatever becomes of the sender.
    if (latency.thereMs > 0) await sleep(clock, this.#latencyMs(latency.thereMs, operation));
    const spoilt = strike && SPOILT[strike.kind];
    const statuses = spoilt
      ? await someOf(entries, struck, call, spoilt as () => TStatus)
      : await this.#checked(call(entries));
    return this.#answer(strike, names, statuses);
  }

  /** What comes back of a call that took effect. */
  async #answer<T>(strike: Strike | undefined, names: readonly string[], reply: T): Promise<T> {
    const { host, latency, clock } = this.parts;
    if (strike?.kind === 'crash-unanswered') host.die(clock.now());
    if (host.isDead) return this.#unanswered(names);
    if (strike?.kind === 'slow') this.#incident(strike, names);
    const extraMs = strike?.kind === 'slow' ? Math.floor(strike.draw * TIMEOUT_MS) : 0;
    const backMs = latency.backMs > 0 ? this.#latencyMs(latency.backMs, strike?.operation ?? 'receive') : 0;
    if (strike?.kind === 'lost-reply') {
      this.#incident(strike, names);
      await sleep(host.clock, Math.floor(strike.draw * TIMEOUT_MS));
      throw new QueueError('timeout', 'simulated: no reply');
    }
    if (backMs + extraMs > 0) {
      const forget = host.onDeath(() => void this.#unanswered(names));
      await sleep(host.clock, backMs + extraMs);
      forget();
    }
    if (strike?.kind === 'crash-answered') {
      this.#incident(strike, names);
      this.#dieSoon(strike);
    }
    return reply;
  }

  #unanswered(names: readonly string[]): Promise<never> {
    this.parts.ledger.incident(names, { kind: 'kill', operation: 'receive' });
    return never();
  }

  /** At once, or after everything that the reply led to in this instant. */
  #dieSoon({ draw }: Strike): void {
    const { host, clock } = this.parts;
    if (draw < 0.5) queueMicrotask(() => host.die(clock.now()));
    else clock.schedule(clock.now(), () => host.die(clock.now()));
  }

  async #disturbed(
    strike: Strike | undefined,
    deliveries: readonly Delivery[],
  ): Promise<readonly Delivery[]> {
    if (strike?.kind === 'disorder') return [...deliveries].sort((a, b) => (a.receipt < b.receipt ? 1 : -1));
    if (strike?.kind !== 'duplicate') return deliveries;
    const { maxDeliveries } = this.parts;
    // The last lease before the dead-letter queue goes on: no message is delivered more often than is allowed.
    const doubled = deliveries.filter(
      ({ deliveryCount }, index) =>
        isStruck(strike, index) && (maxDeliveries === 0 || deliveryCount < maxDeliveries),
    );
    if (doubled.length === 0) return deliveries;
    this.#incident(
      strike,
      doubled.map(({ receipt }) => this.#name(receipt)),
    );
    await this.parts.inner.hide(doubled.map(({ receipt }) => ({ receipt, forMs: 0 })));
    return deliveries;
  }

  #survives(strike: Strike): boolean {
    const { host, clock } = this.parts;
    if (strike.kind === 'crash-before') host.die(clock.now());
    return !host.isDead;
  }

  async #refuse(strike: Strike | undefined): Promise<void> {
    if (strike?.kind !== 'throttle' && strike?.kind !== 'server-error') return;
    await sleep(this.parts.host.clock, this.parts.latency.backMs);
    throw REFUSALS[strike.kind]();
  }

  /** The queue refuses what breaks one of its limits; nobody may try. */
  async #checked<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      const { code, message } = QueueError.from(error);
      if (code === 'malformed') this.parts.ledger.violate('limit', message);
      throw error;
    }
  }

  #incident({ kind, operation }: Strike, names: readonly string[]): void {
    this.parts.ledger.incident(names, { kind, operation });
  }

  #strike(operation: Operation): Strike | undefined {
    return this.parts.faults.strikeOn(this.#site(operation));
  }

  #site(operation: Operation) {
    const { host } = this.parts;
    this.#counts[operation] += 1;
    return { host: host.name, hostNumber: host.number, operation, call: this.#counts[operation] };
  }

  #touch(receipt: Receipt): string {
    this.#untouched.delete(receipt);
    return this.#name(receipt);
  }

  #name(receipt: Receipt): string {
    return this.parts.names.get(receipt) ?? '';
  }

  /** Half of it, or all, or half more. */
  #latencyMs(typicalMs: number, operation: Operation): number {
    const draw = drawOf(this.parts.host.number, this.#counts[operation], typicalMs);
    return (typicalMs * (1 + Math.floor(draw * 3))) / 2;
  }
}
