import { sleep, type Clock, type Outcome } from '@snoozeq/core';
import type { Behaviour } from '../scenario/scenario.js';

/** Does what a scenario says of a message. `starts`: how often a handler was started for it, this time included. */
export const behave = async (
  behaviour: Behaviour,
  starts: number,
  { queueClock, hostClock }: { readonly queueClock: Clock; readonly hostClock: Clock },
): Promise<Outcome | void> => {
  switch (behaviour.kind) {
    case 'complete':
      if (behaviour.takesMs > 0) await sleep(hostClock, behaviour.takesMs);
      return undefined;
    case 'fail': {
      const { takesMs, times, afterMs } = behaviour;
      if (takesMs > 0) await sleep(hostClock, takesMs);
      if (starts > times) return undefined;
      if (afterMs !== undefined) return { kind: 'retry', afterMs };
      throw new Error('simulated: the handler failed');
    }
    case 'defer':
      return starts === 1 ? { kind: 'defer', untilMs: queueClock.now() + behaviour.forMs } : undefined;
    case 'release':
      return starts === 1 ? { kind: 'release' } : undefined;
    case 'dead-letter':
      return { kind: 'dead-letter', reason: 'simulated: nobody can handle this' };
    default:
      return behaviour satisfies never;
  }
};
