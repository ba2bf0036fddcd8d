import type { DeliveredMessage, GetRequest } from '@snoozeq/queue-engine';
import { messageBytes } from '../../messages/message-size.js';
import type { LiveQueue } from '../../queues/live-queue.js';
import type { QueueAddress } from '../../queues/queue-address.js';
import type { Destination } from '../destination.js';
import type { ServerFrame } from '../frames/frame.js';
import { messageFrame } from '../message-frame.js';
import type { Session } from '../session.js';
import { PushWindow } from './window.js';

export interface SubscriptionOptions extends Destination {
  readonly id: string;
  /** Absent: that of the queue. */
  readonly visibilitySeconds?: number | undefined;
}

/** How long to wait when the queue has moved more bytes than it may. */
const RATE_WAIT_MS = 100;

/** One long poll after the other, without end: messages are pushed as soon as they are visible, and leased from then on. */
export class Subscription {
  readonly #window: PushWindow;
  readonly #anonymousId: string;
  /** A follower of the clock names its subscriptions as it names its requests, so that both know the same open polls. */
  readonly #name: string;
  #trafficId: string;
  #isEnded = false;
  #dropPoll: () => void = () => undefined;
  #followed: { readonly live: LiveQueue; readonly stop: () => void } | undefined;

  constructor(
    readonly options: SubscriptionOptions,
    private readonly session: Session,
  ) {
    this.#window = new PushWindow(session.service.context.limits.stompWindow.max);
    this.#anonymousId = `${session.id}-${options.id}`;
    this.#name = this.#trafficId = options.id.includes('.') ? options.id : this.#anonymousId;
  }

  /** Resolves when the subscription has ended; never rejects. */
  async run(): Promise<void> {
    try {
      while (!this.#isEnded) await this.#round();
    } catch (error) {
      this.session.fail(error);
    }
    this.#followed?.stop();
  }

  /** A poll that waits then leases nothing. What was pushed stays leased until its visibility ends. */
  end(): void {
    this.#isEnded = true;
    this.#dropPoll();
    this.#window.wake();
  }

  /** @throws OciError when the queue is gone */
  async #round(): Promise<void> {
    await this.#untilAllowed();
    if (this.#isEnded) return;
    // Asked for each time: a restored state has other queues behind the same ids.
    const address = this.#address();
    this.#follow(address);
    const messages = await this.#leased(address);
    if (messages.length > 0) await this.#push(address, messages);
  }

  #address(): QueueAddress {
    return this.session.service.context.queues.address(this.options.queueId);
  }

  async #untilAllowed(): Promise<void> {
    await this.#window.untilRoom();
    await this.session.untilPushable();
    while (!this.#isEnded && !this.#isRateOpen()) await this.#pause();
    await this.session.service.clock.moving;
  }

  #isRateOpen(): boolean {
    const { live, resource } = this.#address();
    const { out } = this.session.service.context.traffic.of(live);
    return out.isOpen(resource, this.options.channel);
  }

  #pause(): Promise<void> {
    const { realClock } = this.session.service.context;
    return new Promise((resolve) => void realClock.schedule(realClock.now() + RATE_WAIT_MS, resolve));
  }

  #follow(address: QueueAddress): void {
    const { live } = address;
    if (this.#followed?.live === live) return;
    this.#followed?.stop();
    this.#window.clear();
    const stop = live.follow({
      changed: (changes) => this.#window.changed(address, changes),
      closed: () => this.#window.clear(),
    });
    this.#followed = { live, stop };
  }

  /** Empty when the poll was ended from outside. */
  async #leased(address: QueueAddress): Promise<readonly DeliveredMessage[]> {
    const { clock } = this.session.service;
    clock.requestReceived(this.#trafficId, false);
    let isOpen = true;
    const found = address.live.get(this.#request(address), {
      forMs: Infinity,
      onWaiting: (drop) => {
        // A client that has nothing to do holds nothing back, for as long as that may be.
        isOpen = false;
        if (this.#trafficId === this.#anonymousId) clock.requestEnded(this.#trafficId);
        else clock.requestReceived(this.#trafficId, true);
        this.#dropPoll = drop;
      },
      onAnswer: (messages) => {
        isOpen = true;
        clock.requestReceived(this.#trafficId, false);
        this.#window.pushed(messages);
      },
    });
    // Counted at once, as in onAnswer: a lease may end before anybody is told of it.
    if (!(found instanceof Promise)) this.#window.pushed(found);
    const messages = await found;
    this.#dropPoll = () => undefined;
    if (messages.length === 0 && (isOpen || this.#trafficId !== this.#anonymousId)) this.#answered();
    return messages;
  }

  #request({ resource, group, area }: QueueAddress): GetRequest {
    const { limits } = this.session.service.context;
    const { visibilitySeconds = resource.visibilityInSeconds, channel } = this.options;
    return {
      limit: Math.min(limits.getLimit.max, this.#window.room),
      visibilityMs: visibilitySeconds * 1_000,
      group,
      area,
      ...(channel !== undefined && { channel }),
    };
  }

  async #push(address: QueueAddress, messages: readonly DeliveredMessage[]): Promise<void> {
    const { context, store } = this.session.service;
    const { queueId } = this.options;
    try {
      const { out } = context.traffic.of(address.live);
      for (const { message } of messages)
        out.passed(messageBytes(message), address.resource, message.channel);
      const frames = messages.map((delivered) => this.#frame(address, delivered));
      await store.settled();
      this.session.push(frames);
      const maxDeliveryCount = Math.max(...messages.map(({ deliveryCount }) => deliveryCount));
      const call = { op: 'STOMP MESSAGE', queueId, messages: messages.length, maxDeliveryCount };
      this.session.record(call, this.#name);
    } finally {
      this.#answered();
    }
  }

  /** To the clock a push is the reply to the poll: until the follower has seen it, the two disagree and time does not jump. */
  #answered(): void {
    this.session.service.clock.requestEnded(this.#trafficId);
    this.#trafficId = this.#anonymousId;
  }

  #frame({ queueId }: QueueAddress, delivered: DeliveredMessage): ServerFrame {
    const { version = '1.2', service } = this.session;
    const receipt = service.context.receipts.issue(queueId, delivered.ref);
    const pushed = { delivered, receipt, queueId: this.options.queueId, subscription: this.options.id };
    return messageFrame(pushed, version, service.context.modes);
  }
}
