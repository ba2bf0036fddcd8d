import {
  admit,
  consume,
  consumerProfile,
  consumerRuntime,
  CountedActivity,
  fenced,
  handle,
  seededRandom,
  settle,
  type ConsumerEvent,
  type ConsumerParts,
  type ConsumerRuntime,
  type Delivery,
  type DelayPolicy,
  type Fence,
  type LaneCalendar,
  type MessageHandler,
  type Settled,
  type StampConvention,
} from '@snoozeq/core';
import { Subject, type OperatorFunction, type Subscription } from 'rxjs';
import { FaultyTransport } from '../faults/faulty-transport.js';
import { nameOf } from '../ledger/ledger.js';
import type { ConsumerSpec } from '../scenario/scenario.js';
import { Host } from '../world/host.js';
import type { World } from '../world/world.js';
import { simHandler } from './sim-handler.js';

/** What a consumer is made of: the shipped parts, unless somebody tries out his own. */
export interface ConsumerMaking {
  readonly policy: DelayPolicy;
  readonly convention: StampConvention;
  readonly calendar?: LaneCalendar | undefined;
  /** What becomes of the fence that all share; absent: there is none. */
  readonly fence?: ((shared: Fence) => Fence) | undefined;
  readonly handler?: MessageHandler<unknown> | undefined;
  /** Changes parts before the consumer is put together. */
  readonly parts?: ((parts: ConsumerParts) => ConsumerParts) | undefined;
  /** Replaces `admit`, `handle`, `settle`. */
  readonly pipeline?:
    | ((runtime: ConsumerRuntime, handler: MessageHandler<unknown>) => OperatorFunction<Delivery, Settled>)
    | undefined;
}

const shippedPipeline =
  (
    runtime: ConsumerRuntime,
    handler: MessageHandler<unknown>,
    fence?: Fence,
  ): OperatorFunction<Delivery, Settled> =>
  (delivery$) => {
    const handling = handle(runtime, handler);
    return delivery$.pipe(
      admit(runtime),
      fence ? fenced(runtime, fence)(handling) : handling,
      settle(runtime),
    );
  };

/** One process that consumes: the shipped operators over a connection that may fail. It ends by dying or by a deploy. */
export class SimConsumer {
  readonly host: Host;
  readonly runtime: ConsumerRuntime;
  readonly #world: World;
  readonly #stop = new Subject<void>();
  readonly #consuming: Subscription;
  readonly #connection: FaultyTransport;

  constructor(
    world: World,
    name: string,
    number: number,
    spec: ConsumerSpec,
    making: ConsumerMaking,
    onEnd: (died: boolean) => void,
  ) {
    const { clock, ledger, faults } = world;
    this.#world = world;
    this.host = new Host(name, number, clock, spec.skewMs);
    this.#connection = new FaultyTransport(world.connection(this.host));
    const profile = consumerProfile(spec.profile);
    const parts: ConsumerParts = {
      transport: this.#connection,
      policy: making.policy,
      convention: making.convention,
      ...(making.calendar && { calendar: making.calendar, inspection: world.queue.connect() }),
      profile,
      maxDeliveries: world.scenario.queue.settings.maxDeliveries,
      queueClock: this.host.clock,
      processClock: this.host.clock,
      random: seededRandom(world.scenario.seed + number),
      activity: new CountedActivity(name),
      events: (event) => this.#note(event),
      endOfTurn: clock.endOfTurn,
    };
    this.runtime = consumerRuntime(making.parts?.(parts) ?? parts);
    const { drain } = this.runtime;
    const handler = simHandler({
      host: this.host,
      clock,
      ledger,
      faults,
      own: making.handler,
      isCutOff: () => drain.isOver,
    });
    const fence = making.fence?.(world.fence);
    const pipeline = (making.pipeline ?? shippedPipeline)(this.runtime, handler, fence);
    this.host.onDeath(() => this.#buried(onEnd));
    ledger.consumerUp();
    this.#consuming = consume(this.runtime, pipeline, { stop$: this.#stop }).subscribe({
      error: (error: unknown) =>
        ledger.violate('broken', `the stream of ${name} ended with an error: ${String(error)}`),
      complete: () => this.#ended(onEnd),
    });
  }

  /** Drains: what is in hand is finished, nothing new is begun. */
  stop(): void {
    if (!this.host.isDead) this.#stop.next();
  }

  #note(event: ConsumerEvent): void {
    const { ledger } = this.#world;
    if (this.host.isDead) return;
    if (event.kind === 'judged' && event.decision.kind === 'drop') ledger.dropped(event.delivery);
    if (event.kind !== 'settled' || event.settled.status.kind !== 'applied') return;
    const { settlement, delivery } = event.settled;
    if (settlement.kind === 'release' && this.runtime.drain.isStopping)
      ledger.released(nameOf(delivery.message));
    if (settlement.kind === 'hold' || settlement.kind === 'keep') ledger.held(nameOf(delivery.message));
  }

  #buried(onEnd: (died: boolean) => void): void {
    const { ledger } = this.#world;
    const names = this.runtime.inHand.all().map(({ delivery }) => nameOf(delivery.message));
    ledger.incident(names, { kind: 'kill', operation: 'handle' });
    ledger.consumerDown();
    this.#consuming.unsubscribe();
    onEnd(true);
  }

  #ended(onEnd: (died: boolean) => void): void {
    const { ledger } = this.#world;
    if (this.host.isDead) return;
    const left = this.runtime.inHand.size;
    if (left > 0)
      ledger.violate('left-behind', `${this.host.name} has stopped with ${left} messages in hand`);
    ledger.consumerDown();
    onEnd(false);
  }
}
