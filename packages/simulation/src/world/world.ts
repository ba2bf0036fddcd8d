import { memoryFence, seededRandom, type Fence, type Receipt } from '@snoozeq/core';
import { createMemoryQueue, OCI_CAPABILITIES, type MemoryQueue } from '@snoozeq/transport-memory';
import { CallMeter } from '../faults/call-meter.js';
import { FaultSource } from '../faults/fault-plan.js';
import type { FaultyParts } from '../faults/faulty-transport.js';
import { Ledger } from '../ledger/ledger.js';
import type { Rules } from '../ledger/rules.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Host } from './host.js';
import { SimClock } from './sim-clock.js';

/** Monday 2026-01-05T00:00:00Z. */
export const START_MS = Date.UTC(2026, 0, 5);

/** One queue, one clock, one book: what all processes of a simulation share. */
export class World {
  readonly clock: SimClock;
  readonly queue: MemoryQueue;
  readonly faults: FaultSource;
  readonly meter = new CallMeter();
  /** A store that all consumers share, and that never fails. */
  readonly fence: Fence;
  readonly ledger: Ledger;
  readonly #names = new Map<Receipt, string>();

  constructor(
    readonly scenario: Scenario,
    rules: Rules,
    readonly endMs: number,
    { followed, isPatient }: { readonly followed?: string | undefined; readonly isPatient: boolean },
  ) {
    const { seed, queue, messages, faults } = scenario;
    this.clock = new SimClock(START_MS, isPatient);
    this.fence = memoryFence({ clock: this.clock });
    this.ledger = new Ledger(messages, rules, () => this.clock.now(), followed);
    this.faults = new FaultSource(faults, seed);
    this.queue = createMemoryQueue({
      clock: this.clock,
      random: seededRandom(seed),
      settings: queue.settings,
      // Idle polls are counted and not run: one poll may wait for as long as the simulation lasts.
      limits: { ...queue.limits, maxWaitMs: Number.POSITIVE_INFINITY },
      observe: (change) => this.ledger.changed(change),
    });
  }

  /** What the connection of one process is made of. */
  connection(host: Host): FaultyParts {
    const { clock, faults, ledger, meter, endMs } = this;
    const { latency, queue } = this.scenario;
    return {
      inner: this.queue.connect(),
      host,
      clock,
      faults,
      latency,
      ledger,
      meter,
      names: this.#names,
      capabilities: { ...OCI_CAPABILITIES, ...queue.limits },
      maxDeliveries: queue.settings.maxDeliveries,
      endMs,
    };
  }
}
