import {
  admit,
  handle,
  settle,
  type Admitted,
  type ConsumerRuntime,
  type Settlement,
  type Verdict,
} from '@snoozeq/core';
import { filter, map, mergeMap, tap, type MonoTypeOperatorFunction } from 'rxjs';
import type { SimulationOptions } from '../../run/options.js';
import type { Mutant } from './mutant.js';

type Pipeline = NonNullable<SimulationOptions['pipeline']>;

/** The right pipeline with one more step, after the policy or before the settler. */
const withStep =
  ({
    admitted = () => map((one) => one),
    decided = () => map((one) => one),
  }: {
    readonly admitted?: (runtime: ConsumerRuntime) => MonoTypeOperatorFunction<Admitted>;
    readonly decided?: (runtime: ConsumerRuntime) => MonoTypeOperatorFunction<Verdict>;
  }): Pipeline =>
  (runtime, handler) =>
  (delivery$) =>
    delivery$.pipe(
      admit(runtime),
      admitted(runtime),
      handle(runtime, handler),
      decided(runtime),
      settle(runtime),
    );

/** Deletes first, and goes on whatever became of it. */
const deletesFirst =
  (kind: Settlement['kind']) =>
  ({ transport }: ConsumerRuntime): MonoTypeOperatorFunction<Verdict> =>
    mergeMap(async (verdict) => {
      if (verdict.settlement.kind === kind)
        await transport.ack([verdict.work.delivery.receipt]).catch(() => undefined);
      return verdict;
    });

const settledAs = (from: Settlement['kind'], to: Settlement) => (): MonoTypeOperatorFunction<Verdict> =>
  map((verdict) => (verdict.settlement.kind === from ? { ...verdict, settlement: to } : verdict));

const DAY_MS = 86_400_000;
const SHORT = { retentionMs: DAY_MS, maxDeliveries: 3 };

export const pipelineMutants: readonly Mutant[] = [
  {
    name: 'settling before the handler ends',
    breaks: ['lost'],
    options: {
      pipeline: withStep({
        admitted: ({ transport }) =>
          tap((one) => {
            if (one.kind === 'ready') void transport.ack([one.work.delivery.receipt]).catch(() => undefined);
          }),
      }),
    },
  },
  {
    name: 'deleting before the successor is stored',
    breaks: ['lost'],
    options: { settings: SHORT, pipeline: withStep({ decided: deletesFirst('relay') }) },
  },
  {
    name: 'a dead letter without a copy',
    breaks: ['lost'],
    options: { pipeline: withStep({ decided: settledAs('dead-letter', { kind: 'complete' }) }) },
  },
  {
    name: 'a failure taken for success',
    breaks: ['lost'],
    options: { pipeline: withStep({ decided: settledAs('hold', { kind: 'complete' }) }) },
  },
  {
    name: 'a fence that is marked at the start',
    breaks: ['lost'],
    options: {
      fenced: true,
      fence: (shared) => ({
        claim: async (id, leaseMs) => {
          const answer = await shared.claim(id, leaseMs);
          if (answer.kind === 'won') await shared.done(answer.claim, 7 * DAY_MS);
          return answer;
        },
        renew: (claim, leaseMs) => shared.renew(claim, leaseMs),
        done: (claim, keepMs) => shared.done(claim, keepMs),
        release: (claim) => shared.release(claim),
      }),
    },
  },
  {
    name: 'a drain that drops what it has not begun',
    breaks: ['left-behind', 'counters'],
    options: {
      pipeline: withStep({
        admitted: ({ drain, inHand }) =>
          filter((one) => {
            if (drain.isStopping) inHand.remove(one.work.delivery.receipt);
            return !drain.isStopping;
          }),
      }),
    },
  },
];
