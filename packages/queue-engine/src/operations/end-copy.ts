import type { EpochMs } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';

/** What ends copies that nobody deleted: retention, or a purge. */
export const endCopy = (state: EngineState, kind: 'expired' | 'purged', copy: Copy, atMs: EpochMs): void => {
  const { sequence, deliveryCount, area, group } = copy;
  state.pending.push({
    kind,
    atMs,
    group: group.id,
    sequence,
    deliveryCount,
    wasDeadLetter: area === 'dead',
  });
  copy.remove();
};
