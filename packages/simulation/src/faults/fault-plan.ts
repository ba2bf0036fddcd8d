import { drawOf, pickOf, type Chances } from '../scenario/draw.js';
import { canStrike, FAULT_NAMES, type FaultKind, type Operation } from './fault-kinds.js';

/** One call of one process. */
export interface CallSite {
  readonly host: string;
  readonly hostNumber: number;
  readonly operation: Operation;
  /** Which one of the process, from 1. */
  readonly call: number;
}

/** A fault that one call has. */
export interface Strike {
  readonly host: string;
  readonly operation: Operation;
  readonly call: number;
  readonly kind: FaultKind;
  /** From 0 to below 1: decides what the kind leaves open. */
  readonly draw: number;
  /** Of `idle`: how many polls end in peace before. */
  readonly polls?: number;
}

export type FaultRates = Chances<FaultKind>;

export type FaultPlan =
  /** Every call by chance. `idleShare`: what the rates are multiplied by for a poll that brings nothing. */
  | { readonly kind: 'drawn'; readonly rates: FaultRates; readonly idleShare: number }
  /** These and no others: for a replay, and for making a failure small. */
  | { readonly kind: 'listed'; readonly strikes: readonly Strike[] };

const OPERATION_NUMBERS: Readonly<Record<Operation, number>> = {
  send: 1,
  receive: 2,
  idle: 3,
  ack: 4,
  hide: 5,
  handle: 6,
};

/** Decides about each call, and remembers what it decided. */
export class FaultSource {
  readonly struck: Strike[] = [];
  readonly #decide: (site: CallSite) => Strike | undefined;
  #isCalm = false;

  constructor(plan: FaultPlan, seed: number) {
    this.#decide = plan.kind === 'drawn' ? drawnStrikes(plan, seed) : listedStrikes(plan.strikes);
  }

  /** No more faults from here on. */
  calm(): void {
    this.#isCalm = true;
  }

  strikeOn(site: CallSite): Strike | undefined {
    if (this.#isCalm) return undefined;
    const strike = this.#decide(site);
    if (strike && strike.operation !== 'idle') this.struck.push(strike);
    return strike;
  }

  /** For an idle strike, which is decided before anybody knows whether the poll will last that long. */
  confirm(strike: Strike): boolean {
    if (this.#isCalm) return false;
    this.struck.push(strike);
    return true;
  }
}

const drawnStrikes = (
  { rates, idleShare }: Extract<FaultPlan, { kind: 'drawn' }>,
  seed: number,
): ((site: CallSite) => Strike | undefined) => {
  const ratesOf = (operation: Operation): FaultRates =>
    Object.fromEntries(
      FAULT_NAMES.filter((kind) => canStrike(kind, operation)).map((kind) => [kind, rates[kind] ?? 0]),
    );
  const byOperation = Object.fromEntries(
    (Object.keys(OPERATION_NUMBERS) as Operation[]).map((operation) => [operation, ratesOf(operation)]),
  ) as Record<Operation, FaultRates>;
  const total = Object.values(byOperation.idle).reduce((sum, rate) => sum + rate, 0);
  const idle = { rates: byOperation.idle, total, rate: idleShare * total };
  return ({ host, hostNumber, operation, call }) => {
    const draw = drawOf(seed, hostNumber, OPERATION_NUMBERS[operation], call);
    if (operation === 'idle') return idleStrike(idle, { host, operation, call, draw });
    const picked = pickOf(byOperation[operation], draw);
    return picked && { host, operation, call, kind: picked.name, draw: picked.rest };
  };
};

/** How many polls in a row have no fault is geometric; which fault ends them depends on the rates alone. */
const idleStrike = (
  { rates, total, rate }: { readonly rates: FaultRates; readonly total: number; readonly rate: number },
  site: Omit<Strike, 'kind'>,
): Strike | undefined => {
  if (rate <= 0) return undefined;
  const polls = Math.floor(Math.log(1 - site.draw) / Math.log(1 - Math.min(rate, 0.999)));
  const draw = (site.draw * 65_536) % 1;
  const picked = pickOf(rates, draw * total);
  return picked && { ...site, kind: picked.name, draw: picked.rest, polls };
};

const listedStrikes = (strikes: readonly Strike[]): ((site: CallSite) => Strike | undefined) => {
  const keyOf = ({ host, operation, call }: Pick<Strike, 'host' | 'operation' | 'call'>): string =>
    `${host}/${operation}/${call}`;
  const byKey = new Map(strikes.map((strike) => [keyOf(strike), strike]));
  return (site) => byKey.get(keyOf(site));
};
