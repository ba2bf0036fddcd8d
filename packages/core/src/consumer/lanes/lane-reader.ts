import { map, merge, type MonoTypeOperatorFunction, type Observable, switchMap, take, tap } from 'rxjs';
import type { Delivery } from '../../contracts/delivery.js';
import type { QueueInspection } from '../../contracts/inspection.js';
import type { LaneCalendar } from '../../contracts/lanes.js';
import type { Settled } from '../../contracts/settlement.js';
import type { ConsumerRuntime } from '../consumer-runtime.js';
import { IdlePause } from '../idle-pause.js';
import { poller, type PollTurn } from '../poller.js';
import type { ReturnTimes } from '../return-times.js';
import { InFlightBudget, type Reading } from './in-flight-budget.js';
import { laneLooks } from './lane-looks.js';
import { LaneRota } from './lane-rota.js';
import { unreadCheck } from './unread-check.js';

export interface LaneReadingParts {
  readonly calendar: LaneCalendar;
  readonly inspection: QueueInspection;
  readonly returns: ReturnTimes;
}

/** The deliveries of a consumer's due lanes, and an operator that tells the reader how they ended. */
export interface LaneReader {
  readonly deliveries$: Observable<Delivery>;
  readonly follow: MonoTypeOperatorFunction<Settled>;
}

/** Reads every due lane from its opening on, within the in-flight limit of the queue. State of one subscription. */
export const laneReader = (runtime: ConsumerRuntime, parts: LaneReadingParts): LaneReader => {
  const { profile, transport, queueTime, queueClock, events } = runtime;
  const { lanePollers: pollers, maxInFlight, waitMs } = profile;
  const { maxBatch } = transport.capabilities;
  const rota = new LaneRota({ calendar: parts.calendar, queueTime, pollers, maxBatch, waitMs });
  const { inspection } = parts;
  const budget = new InFlightBudget({ inspection, queueClock, maxInFlight, pollers, maxBatch, events });
  const turn$ = budget.room().pipe(
    // Switched, because the budget may come to allow more while no lane asks for what it allowed before.
    switchMap((reading) => rota.next(reading).pipe(map((turn) => charged(turn, budget, reading)))),
    take(1),
  );
  const idle = new IdlePause({ ...runtime, returns: parts.returns });
  const loops = Array.from({ length: pollers }, () => poller(runtime, idle.before(turn$)));
  return {
    deliveries$: merge(...loops, laneLooks(runtime, parts, rota), unreadCheck(runtime, inspection)),
    follow: tap((settled) => follow(settled, parts.calendar, rota, budget)),
  };
};

const charged = (turn: PollTurn, budget: InFlightBudget, reading: Reading): PollTurn => ({
  ...turn,
  end: (deliveries) => {
    budget.took(deliveries ?? [], reading);
    turn.end?.(deliveries);
  },
});

const follow = (
  { delivery, settlement, status }: Settled,
  calendar: LaneCalendar,
  rota: LaneRota,
  budget: InFlightBudget,
): void => {
  const { lane } = delivery.message;
  if (status.kind !== 'applied' || lane === undefined || calendar.opensAtMs(lane) === undefined) return;
  switch (settlement.kind) {
    case 'hold':
      return rota.holds(lane, status.leaseUntilMs ?? settlement.untilMs);
    case 'keep':
      return rota.holds(lane, settlement.untilMs);
    case 'complete':
    case 'relay':
    case 'dead-letter':
    case 'drop':
    case 'release':
      return budget.ended(delivery.receipt);
    default:
      return settlement satisfies never;
  }
};
