import { systemClock } from '../clock/system-clock.js';
import type { Clock } from '../contracts/clock.js';
import type { Fence, FenceClaim } from '../contracts/fence.js';
import type { EpochMs } from '../contracts/time.js';

export interface MemoryFenceOptions {
  /** Measures claims and marks. Default: system time. */
  readonly clock?: Clock;
  /** Handled messages that are remembered; beyond it the oldest is forgotten, and its copy may be handled. Default 100 000. */
  readonly maxMarks?: number;
}

interface Running {
  readonly token: string;
  readonly untilMs: EpochMs;
}

/** A fence for the consumers of one process. It forgets everything when the process ends, so only `fileFence` outlives a crash. */
export const memoryFence = ({ clock = systemClock, maxMarks = 100_000 }: MemoryFenceOptions = {}): Fence => {
  /** In the order in which they were won or renewed, so that what has lapsed is found at the front. */
  const running = new Map<string, Running>();
  /** Ends of marks by id, in the order in which they were made, and that is roughly the order in which they end. */
  const marks = new Map<string, EpochMs>();
  let claims = 0;

  const isOurs = ({ id, token }: FenceClaim): boolean => running.get(id)?.token === token;
  const isDone = (id: string): boolean => (marks.get(id) ?? Number.NEGATIVE_INFINITY) > clock.now();
  const forget = (): void => {
    for (const [id, untilMs] of marks) {
      if (marks.size <= maxMarks && untilMs > clock.now()) return;
      marks.delete(id);
    }
  };

  const run = ({ id, token }: FenceClaim, untilMs: EpochMs): void => {
    running.delete(id);
    for (const [lapsed, other] of running) {
      if (other.untilMs > clock.now()) break;
      running.delete(lapsed);
    }
    running.set(id, { token, untilMs });
  };

  return {
    claim: async (id, leaseMs) => {
      const nowMs = clock.now();
      if (isDone(id)) return { kind: 'done' };
      const other = running.get(id);
      if (other && other.untilMs > nowMs) return { kind: 'busy', forMs: other.untilMs - nowMs };
      claims += 1;
      const claim = { id, token: `${claims}` };
      run(claim, nowMs + leaseMs);
      return { kind: 'won', claim };
    },
    renew: async (claim, leaseMs) => {
      const nowMs = clock.now();
      if (!isOurs(claim) || (running.get(claim.id)?.untilMs ?? nowMs) <= nowMs) return false;
      run(claim, nowMs + leaseMs);
      return true;
    },
    done: async (claim, keepMs) => {
      if (isOurs(claim)) running.delete(claim.id);
      marks.delete(claim.id);
      marks.set(claim.id, clock.now() + keepMs);
      forget();
    },
    release: async (claim) => {
      if (isOurs(claim)) running.delete(claim.id);
    },
  };
};
