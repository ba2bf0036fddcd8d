import type { CallOptions, QueueInspection } from '@snoozeq/core';
import type { QueueClient } from 'oci-queue';
import type { Address } from './address.js';
import { toStats, unreadable } from './mapping.js';
import { checkLane } from './request-checks.js';

/** Names of one page. OCI limit, documented: 1 to 1 000; a queue has at most 256. */
const PAGE_LIMIT = 1_000;

/** Runs a call of the transport: the same connections, deadlines and errors. */
export type Caller = <T>(
  operation: string,
  options: CallOptions | undefined,
  send: (address: Address) => Promise<T>,
) => Promise<T>;

/** ListChannels and GetStats behind the port. */
export const inspectionOf = (client: QueueClient, call: Caller): QueueInspection => {
  const pageOf = (page: string | undefined, options: CallOptions | undefined) =>
    call('listChannels', options, async (address) => {
      const request = { ...address, limit: PAGE_LIMIT, ...(page === undefined ? {} : { page }) };
      const { channelCollection, opcNextPage } = await client.listChannels(request);
      if (!Array.isArray(channelCollection?.items)) throw unreadable('list of channels', 'endpoint');
      return { items: channelCollection.items, next: opcNextPage || undefined };
    });
  return {
    async lanes(options) {
      const lanes: string[] = [];
      let page: string | undefined;
      do {
        const { items, next } = await pageOf(page, options);
        lanes.push(...items);
        page = next;
      } while (page !== undefined);
      return lanes;
    },
    async stats(lane, options) {
      checkLane(lane);
      return call('getStats', options, async (address) => {
        const channel = lane === undefined ? {} : { channelId: lane };
        return toStats((await client.getStats({ ...address, ...channel })).queueStats);
      });
    },
  };
};
