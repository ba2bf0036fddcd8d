import { QueueError, type Delivery, type DurationMs, type ReceiveRequest } from '@snoozeq/core';
import { nameOf } from '../ledger/ledger.js';
import { drawOf } from '../scenario/draw.js';
import { never } from '../world/host.js';
import type { Strike } from './fault-plan.js';
import type { FaultyParts } from './faulty-transport.js';

/** Of the polls whose caller went away, this share is noticed by the service at once; the others lease messages to nobody. */
const NOTICED = 0.5;

/** What the names of due lanes begin with. */
const DUE_LANES = 'due-';

/**
 * One receive that stands for all the idle polls in a row: it waits in the queue until messages come, the simulation ends, or the
 * idle fault strikes, and counts the polls that there would have been.
 */
export const openPoll = (
  { inner, host, clock, ledger, meter, endMs }: FaultyParts,
  request: ReceiveRequest,
  signal: AbortSignal | undefined,
  idle: Strike | undefined,
): Promise<readonly Delivery[]> => {
  const beganMs = clock.now();
  if (beganMs >= endMs) return never();
  // A poll of a due lane takes turns with others, and one that does not wait is a probe: they end when they say.
  const isOne = request.lane?.startsWith(DUE_LANES) || request.waitMs === 0;
  const longestMs = isOne ? request.waitMs : endMs - beganMs;
  const waitMs = Math.min(longestMs, lastingMs(request.waitMs, idle));
  const stop = new AbortController();
  /** Whether anybody is left who could take the answer. */
  let isWanted = true;
  const goAway = (): void => {
    if (!isWanted) return;
    isWanted = false;
    const restMs = request.waitMs > 0 ? request.waitMs - ((clock.now() - beganMs) % request.waitMs) : 0;
    if (drawOf(host.number, clock.now() - beganMs) < NOTICED) stop.abort();
    else clock.schedule(clock.now() + restMs, () => stop.abort());
  };
  const answer = inner.receive({ ...request, waitMs }, { signal: stop.signal }).then((deliveries) => {
    const polls = Math.floor(pollsIn(clock.now() - beganMs, request));
    meter.count('emptyGet', deliveries.length > 0 ? polls : Math.max(1, polls));
    if (deliveries.length > 0) meter.count('get');
    if (!isWanted) {
      ledger.incident(
        deliveries.map(({ message }) => nameOf(message)),
        { kind: 'aborted-poll', operation: 'receive' },
      );
    }
    isWanted = false;
    return deliveries;
  });
  const forget = host.onDeath(goAway);
  void answer.finally(forget).catch(() => undefined);
  return new Promise((resolve, reject) => {
    answer.then(resolve, reject);
    signal?.addEventListener('abort', () => {
      if (!isWanted) return;
      goAway();
      reject(new QueueError('aborted', 'the caller aborted this call'));
    });
  });
};

/** How many polls of this kind a stretch of time has room for. */
export const pollsIn = (durationMs: DurationMs, { waitMs }: Pick<ReceiveRequest, 'waitMs'>): number =>
  waitMs > 0 ? durationMs / waitMs : 0;

const lastingMs = (waitMs: DurationMs, idle: Strike | undefined): DurationMs =>
  idle
    ? Math.floor(waitMs * ((idle.polls ?? 0) + (idle.kind === 'early-poll' ? idle.draw : 0)))
    : Number.POSITIVE_INFINITY;
