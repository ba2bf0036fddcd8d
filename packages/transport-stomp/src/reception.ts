import { QueueError, type Activity, type Delivery, type EpochMs, type ReceiveRequest } from '@snoozeq/core';
import { destinationOf, toDelivery, visibilitySeconds } from './mapping.js';
import type { StompOptions } from './options.js';
import type { StompSession } from './session/stomp-session.js';

interface Spare {
  readonly delivery: Delivery;
  readonly arrivedAtMs: EpochMs;
}

/**
 * Receives by push, but only while somebody asks: a subscription lives as long as one receive. The service may push more than was
 * asked for, since STOMP has no word for it; those wait here for the next receive.
 */
export class Reception {
  readonly #spares = new Map<string, Spare[]>();

  constructor(
    private readonly session: StompSession,
    private readonly options: Pick<StompOptions, 'queueId' | 'processClock' | 'activity'>,
  ) {}

  async receive(request: ReceiveRequest, signal: AbortSignal | undefined): Promise<readonly Delivery[]> {
    const spares = this.#takeSpares(request);
    if (spares.length > 0) return spares;
    const { activity = UNCOUNTED } = this.options;
    const id = `${activity.name}.${this.session.nextId()}`;
    let endActivity = activity.begin();
    const pushed: Delivery[] = [];
    const ended = this.#endOf(request, signal);
    this.session.addSubscriber(id, {
      pushed: (message) => {
        try {
          pushed.push(toDelivery(message, request));
          ended.now();
        } catch (error) {
          ended.fail(QueueError.from(error));
        }
      },
      lost: ended.fail,
    });
    try {
      const headers = {
        destination: destinationOf(this.options.queueId, request.lane),
        ...{ id, ack: 'client-individual', visibility: String(visibilitySeconds(request)) },
      };
      await this.session.confirmed({ command: 'SUBSCRIBE', headers }, signal);
      if (!ended.isOver()) {
        const endWaiting = activity.beginWaiting(id);
        endActivity();
        await ended.promise.finally(() => {
          endActivity = activity.begin();
          endWaiting();
        });
      }
      await ended.promise;
      // What comes until this is confirmed is ours as well.
      await this.session.confirmed({ command: 'UNSUBSCRIBE', headers: { id } });
    } catch (error) {
      // Receipts stay good when their connection is gone, so what has come is not lost with it.
      if (pushed.length === 0) throw QueueError.from(error);
    } finally {
      ended.now();
      this.session.removeSubscriber(id);
      endActivity();
    }
    return this.#given(pushed, request, signal);
  }

  /** Receipts of all that nobody has taken, which nobody will now. */
  takeAllSpares(): readonly Delivery[] {
    const all = [...this.#spares.values()].flat().map(({ delivery }) => delivery);
    this.#spares.clear();
    return all;
  }

  #given(
    pushed: readonly Delivery[],
    request: ReceiveRequest,
    signal: AbortSignal | undefined,
  ): readonly Delivery[] {
    const taken = signal?.aborted ? 0 : request.limit;
    const arrivedAtMs = this.options.processClock.now();
    const spares = pushed.slice(taken).map((delivery) => ({ delivery, arrivedAtMs }));
    if (spares.length > 0)
      this.#spares.set(keyOf(request), [...(this.#spares.get(keyOf(request)) ?? []), ...spares]);
    signal?.throwIfAborted();
    return pushed.slice(0, taken);
  }

  /** Those whose lease is more than half over are left to lapse: the caller counts on most of it. */
  #takeSpares(request: ReceiveRequest): readonly Delivery[] {
    const latestMs = this.options.processClock.now() - request.leaseMs / 2;
    const fresh = (this.#spares.get(keyOf(request)) ?? []).filter(
      ({ arrivedAtMs }) => arrivedAtMs >= latestMs,
    );
    this.#spares.set(keyOf(request), fresh.slice(request.limit));
    return fresh.slice(0, request.limit).map(({ delivery }) => delivery);
  }

  /** The first message, the deadline, an abort or the loss of the connection. */
  #endOf({ waitMs }: ReceiveRequest, signal: AbortSignal | undefined) {
    let isOver = false;
    let now: () => void = () => undefined;
    let fail: (error: QueueError) => void = () => undefined;
    const promise = new Promise<void>((resolve, reject) => {
      const cancel =
        waitMs > 0
          ? this.options.processClock.schedule(this.options.processClock.now() + waitMs, () => now())
          : () => undefined;
      const aborted = (): void => now();
      const over = (): void => {
        isOver = true;
        cancel();
        signal?.removeEventListener('abort', aborted);
      };
      signal?.addEventListener('abort', aborted);
      now = () => {
        over();
        resolve();
      };
      fail = (error) => {
        over();
        reject(error);
      };
      if (waitMs === 0) now();
    });
    // It may fail while the subscription is still being confirmed, which fails as well.
    promise.catch(() => undefined);
    return { promise, isOver: () => isOver, now: () => now(), fail: (error: QueueError) => fail(error) };
  }
}

const UNCOUNTED: Activity = {
  name: 'snoozeq',
  begin: () => () => undefined,
  beginWaiting: () => () => undefined,
};

const keyOf = ({ lane, leaseMs }: ReceiveRequest): string => `${leaseMs} ${lane ?? ''}`;
