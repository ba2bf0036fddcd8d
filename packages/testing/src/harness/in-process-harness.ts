import { VirtualClock, type QueueInspection, type QueueTransport, type RandomSource } from '@snoozeq/core';
import { seededRandom } from '@snoozeq/core';
import type { HarnessFactory, HarnessSettings } from './harness.js';

/** What a queue in this process is made from. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly random: RandomSource;
  readonly settings: HarnessSettings;
}

/** A client that may also look. */
export type InspectableTransport = QueueTransport & Partial<QueueInspection>;

/**
 * A harness factory for anything that lives on a `Clock` in this process. `open` makes one queue and returns what connects a
 * client to it. `seed` decides every random choice.
 */
export const inProcessHarness =
  (open: (stage: Stage) => () => InspectableTransport, seed = 1): HarnessFactory =>
  async (settings) => {
    const clock = new VirtualClock();
    const connect = open({ clock, random: seededRandom(seed), settings });
    const transport = connect();
    const clients = [transport];
    return {
      transport,
      ...(canInspect(transport) && { inspection: transport }),
      second: () => {
        const client = connect();
        clients.push(client);
        return client;
      },
      clock,
      settings,
      whenPolling: () => clock.advanceBy(0),
      close: async () => {
        await Promise.all(clients.map((client) => client.close()));
      },
    };
  };

const canInspect = (transport: InspectableTransport): transport is QueueTransport & QueueInspection =>
  transport.lanes !== undefined && transport.stats !== undefined;
