import type {
  Capabilities,
  Clock,
  Delivery,
  EpochMs,
  Hiding,
  OutgoingMessage,
  RandomSource,
  Receipt,
  ReceiveRequest,
  SendStatus,
  SettleStatus,
} from '@snoozeq/core';
import {
  createEngine,
  type EngineChange,
  type EngineSettings,
  type EngineStats,
  type QueueEngine,
  type WithChanges,
} from '@snoozeq/queue-engine';
import { toDelivery, toId, toPutEntry, toVisibilityMs } from './mapping.js';
import { readReceipt } from './receipts.js';
import { WaitingPolls, type OpenPoll } from './waiting-polls.js';

export interface QueueDeskOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly settings: EngineSettings;
  readonly capabilities: Capabilities;
  readonly observe?: ((change: EngineChange) => void) | undefined;
}

const LEASE_LOST: SettleStatus = { kind: 'lease-lost' };

/** The engine with a clock: knows what time it is, and wakes long polls at puts, lapses and releases. */
export class QueueDesk {
  readonly capabilities: Capabilities;
  readonly #engine: QueueEngine;
  readonly #clock: Clock;
  readonly #polls: WaitingPolls;
  readonly #tag: string;
  readonly #observe: QueueDeskOptions['observe'];
  /** Set for the next event of the engine, and only while somebody waits for it. */
  #alarm: { readonly atMs: EpochMs; readonly cancel: () => void } | undefined;

  constructor({ clock, random, settings, capabilities, observe }: QueueDeskOptions) {
    this.#observe = observe;
    this.capabilities = capabilities;
    this.#engine = createEngine({ settings, random });
    this.#clock = clock;
    this.#polls = new WaitingPolls(clock);
    this.#tag = Math.floor(random() * 2 ** 32).toString(36);
  }

  send(messages: readonly OutgoingMessage[]): readonly SendStatus[] {
    const stored = this.#told(this.#engine.put(messages.map(toPutEntry), this.#now())).messages;
    this.#serve();
    return stored.map((message) => ({ kind: 'stored', id: toId(message), expiresAtMs: message.expiresAtMs }));
  }

  poll(request: ReceiveRequest): OpenPoll {
    // Whoever waited longer goes first, also when this call notices a lapse before the alarm does.
    this.#serve();
    const deliveries = this.#take(request);
    const poll =
      deliveries.length > 0 || request.waitMs === 0
        ? answered(deliveries)
        : this.#polls.add(request, this.#now() + request.waitMs, () => this.#serve());
    this.#setAlarm();
    return poll;
  }

  ack(receipts: readonly Receipt[]): readonly SettleStatus[] {
    const statuses = receipts.map((receipt) => this.#ackOne(receipt));
    this.#setAlarm();
    return statuses;
  }

  hide(hidings: readonly Hiding[]): readonly SettleStatus[] {
    const statuses = hidings.map((hiding) => this.#hideOne(hiding));
    this.#serve();
    return statuses;
  }

  stats(lane?: string): EngineStats {
    return this.#told(this.#engine.stats(this.#now(), laneFilter(lane))).stats;
  }

  lanes(): readonly string[] {
    return this.#engine.channels(this.#now());
  }

  #ackOne(receipt: Receipt): SettleStatus {
    const ref = readReceipt(this.#tag, receipt)?.ref;
    const status = ref && this.#told(this.#engine.delete(ref, this.#now())).status;
    return status?.kind === 'applied' ? { kind: 'applied' } : LEASE_LOST;
  }

  #hideOne({ receipt, forMs }: Hiding): SettleStatus {
    const content = readReceipt(this.#tag, receipt);
    if (!content) return LEASE_LOST;
    const nowMs = this.#now();
    const stepMs = this.capabilities.hideStepMs;
    const visibilityMs = toVisibilityMs({ forMs, stepMs, nowMs, expiresAtMs: content.expiresAtMs });
    const { status } = this.#told(this.#engine.update(content.ref, visibilityMs, nowMs));
    return status.kind === 'applied' ? { kind: 'applied', leaseUntilMs: status.visibleAfterMs } : LEASE_LOST;
  }

  #take({ limit, leaseMs, lane }: ReceiveRequest): readonly Delivery[] {
    const nowMs = this.#now();
    if (!this.#engine.hasVisible(laneFilter(lane), nowMs)) return [];
    const request = { limit, visibilityMs: leaseMs, ...laneFilter(lane) };
    return this.#told(this.#engine.get(request, nowMs)).messages.map((delivered) =>
      toDelivery(delivered, { queueTag: this.#tag, leaseMs }),
    );
  }

  #serve(): void {
    this.#polls.serve((request) => this.#take(request));
    this.#setAlarm();
  }

  #setAlarm(): void {
    const atMs = this.#polls.isEmpty ? undefined : this.#engine.nextEventAtMs();
    if (atMs === this.#alarm?.atMs) return;
    this.#alarm?.cancel();
    this.#alarm =
      atMs === undefined ? undefined : { atMs, cancel: this.#clock.schedule(atMs, () => this.#ring()) };
  }

  #ring(): void {
    this.#alarm = undefined;
    this.#serve();
  }

  #told<T extends WithChanges>(result: T): T {
    if (this.#observe) result.changes.forEach(this.#observe);
    return result;
  }

  /** Whole milliseconds, as the service counts. */
  #now(): EpochMs {
    return Math.floor(this.#clock.now());
  }
}

const laneFilter = (lane: string | undefined): { readonly channel?: string } =>
  lane === undefined ? {} : { channel: lane };

const answered = (deliveries: readonly Delivery[]): OpenPoll => ({
  answer: Promise.resolve(deliveries),
  cancel: () => undefined,
});
