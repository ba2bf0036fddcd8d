import type { DeliveryRef, EpochMs, RefStatus } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';
import { isExhausted } from './delivery-limit.js';
import { resolveRef, unresolved } from './resolve-ref.js';

export const bury = (state: EngineState, copy: Copy, atMs: EpochMs): void => {
  state.pending.push({ kind: 'dead-lettered', atMs, ref: copy.ref });
  copy.bury(atMs);
};

/** What the changes of a copy say when its references have ended. */
export const refEnd = ({ latestRef }: Copy): { readonly refEnded?: true } =>
  latestRef === 0 ? { refEnded: true } : {};

const reveal = (state: EngineState, copy: Copy, atMs: EpochMs): void => {
  copy.reveal(atMs);
  state.pending.push({ kind: 'lapsed', atMs, ref: copy.ref, ...refEnd(copy) });
};

/** Ends a lease at an instant: visible again from then on, or a dead letter. */
export const lapse = (state: EngineState, copy: Copy, atMs: EpochMs): void => {
  if (isExhausted(state, copy)) return bury(state, copy, atMs);
  if (state.settings.staleAfterLapse) copy.latestRef = 0;
  reveal(state, copy, atMs);
};

/** Ends a lease early, behind the back of its holder; not the last one, which would allow one delivery more. */
export const lapseEarly = (state: EngineState, ref: DeliveryRef): RefStatus => {
  const copy = resolveRef(state, ref);
  if (copy === undefined) return unresolved(state, ref);
  if (copy.place === 'in-flight' && !isExhausted(state, copy)) reveal(state, copy, state.nowMs);
  return {
    kind: 'applied',
    message: copy.message,
    visibleAfterMs: copy.place === 'in-flight' ? copy.visibleAtMs : state.nowMs,
  };
};
