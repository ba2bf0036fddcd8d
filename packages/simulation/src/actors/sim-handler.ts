import type { Clock, HandlerContext, HandlerResult, MessageHandler, Outcome } from '@snoozeq/core';
import { from, isObservable, lastValueFrom, type ObservableInput } from 'rxjs';
import type { FaultSource, Strike } from '../faults/fault-plan.js';
import type { Start } from '../ledger/entry.js';
import { nameOf, type Ledger } from '../ledger/ledger.js';
import { never, type Host } from '../world/host.js';
import { behave } from './behave.js';

export interface HandlerParts {
  readonly host: Host;
  /** The queue's clock. */
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly faults: FaultSource;
  /** Whether the drain has run out of time. */
  readonly isCutOff: () => boolean;
  /** Somebody's own handler, in place of the behaviours of the scenario. */
  readonly own?: MessageHandler<unknown> | undefined;
}

/** The handler of one process: writes down that it was called, does what the scenario says, and may die over it. */
export const simHandler = (parts: HandlerParts): MessageHandler<unknown> => {
  let calls = 0;
  return {
    handle: (body, context) => {
      const { ledger, host, faults, isCutOff } = parts;
      const name = nameOf(context.delivery.message);
      const start = ledger.started(name, host.name, context);
      calls += 1;
      const strike = faults.strikeOn({
        host: host.name,
        hostNumber: host.number,
        operation: 'handle',
        call: calls,
      });
      const forget = host.onDeath(() => {
        if (start.end === 'running') start.end = 'killed';
      });
      context.signal.addEventListener('abort', () => {
        if (isCutOff()) ledger.incident([name], { kind: 'cut-off', operation: 'handle' });
      });
      return work(parts, { body, context, start, name, strike }).finally(forget);
    },
  };
};

interface Call {
  readonly body: unknown;
  readonly context: HandlerContext;
  readonly start: Start;
  readonly name: string;
  readonly strike: Strike | undefined;
}

const work = async (
  parts: HandlerParts,
  { body, context, start, name, strike }: Call,
): Promise<Outcome | void> => {
  const { host, clock, ledger, own } = parts;
  const die = (): void => host.die(clock.now());
  if (strike?.kind === 'crash-before') die();
  if (host.isDead) return never();
  const { spec, starts } = ledger.entry(name);
  try {
    const outcome = own
      ? await lastOf(own.handle(body, context))
      : await behave(spec.behaviour, starts.length, { queueClock: clock, hostClock: host.clock });
    if (host.isDead) return never();
    ledger.ended(name, start, outcome === undefined || outcome.kind === 'complete' ? 'completed' : 'other');
    if (strike?.kind === 'crash-unanswered') die();
    if (strike?.kind === 'crash-answered') queueMicrotask(die);
    return host.isDead ? await never() : outcome;
  } catch (error) {
    ledger.ended(name, start, 'other');
    throw error;
  }
};

const lastOf = async (result: HandlerResult): Promise<Outcome | void> => {
  if (result === undefined || ('kind' in result && !isObservable(result))) return result;
  return lastValueFrom(from(result as ObservableInput<Outcome | void>), { defaultValue: undefined });
};
