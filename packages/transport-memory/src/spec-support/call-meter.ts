import type { QueueInspection, QueueTransport } from '@snoozeq/core';
import type { MemoryTransport } from '../memory-transport.js';

export interface CallCounts {
  put: number;
  /** Gets that brought something. */
  get: number;
  update: number;
  delete: number;
  /** Gets that brought nothing: idle polls. */
  empty: number;
  /** Lists of channels and statistics. */
  look: number;
}

/** Counts the calls of every client that is put behind it. */
export class CallMeter {
  readonly counts: CallCounts = { put: 0, get: 0, update: 0, delete: 0, empty: 0, look: 0 };
  deliveries = 0;

  /** What messages cost: idle polls and looks are there whether messages are or not. */
  get forMessages(): number {
    const { put, get, update, delete: deletes } = this.counts;
    return put + get + update + deletes;
  }

  over(transport: QueueTransport): QueueTransport {
    const { counts } = this;
    return {
      capabilities: transport.capabilities,
      send: (messages, options) => {
        counts.put += 1;
        return transport.send(messages, options);
      },
      receive: async (request, options) => {
        const deliveries = await transport.receive(request, options);
        counts[deliveries.length > 0 ? 'get' : 'empty'] += 1;
        this.deliveries += deliveries.length;
        return deliveries;
      },
      ack: (receipts, options) => {
        counts.delete += 1;
        return transport.ack(receipts, options);
      },
      hide: (hidings, options) => {
        counts.update += 1;
        return transport.hide(hidings, options);
      },
      close: () => transport.close(),
    };
  }

  looking(transport: MemoryTransport): QueueInspection {
    const { counts } = this;
    return {
      lanes: (options) => {
        counts.look += 1;
        return transport.lanes(options);
      },
      stats: (lane, options) => {
        counts.look += 1;
        return transport.stats(lane, options);
      },
    };
  }
}
