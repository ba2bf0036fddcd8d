import type { DeliveryRef, EpochMs, RefStatus } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';

/** The copy that a reference still governs; undefined when the reference is stale or its message purged. */
export const resolveRef = (state: EngineState, ref: DeliveryRef): Copy | undefined => {
  const copy = state.groups.get(ref.group)?.find(ref.sequence);
  if (copy === undefined) return undefined;
  // A count of 0 names no delivery, even when no reference is good.
  const isLatest = ref.deliveryCount > 0 && ref.deliveryCount === copy.latestRef;
  const isOfArea = (ref.dead === true) === (copy.area === 'dead');
  return isLatest && isOfArea ? copy : undefined;
};

/** What a reference answers that governs nothing. `visibleAfterMs`: the instant asked for; default: the end the lease had. */
export const unresolved = (state: EngineState, ref: DeliveryRef, visibleAfterMs?: EpochMs): RefStatus => {
  const purged = state.purgedRefs.find(ref);
  if (purged === undefined) return { kind: 'stale' };
  return { kind: 'purged', sequence: ref.sequence, visibleAfterMs: visibleAfterMs ?? purged.visibleAtMs };
};
