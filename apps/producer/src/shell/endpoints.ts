import { checkedUrl } from './checked-url.js';
import { UsageError } from './usage-error.js';

export interface EndpointFlags {
  readonly endpoint?: string;
  readonly adminEndpoint?: string;
}

export interface Endpoints {
  /** Absent: to be asked of the queue. */
  readonly endpoint?: string;
  readonly adminEndpoint: string;
}

/** Messages go to a cell, settings are asked of the region; elsewhere both are served at one address. */
const CELL = /^cell-\d+\.queue\.(?=messaging\.)/;

/** One of the two is enough. */
export const queueEndpoints = (flags: EndpointFlags): Endpoints => {
  const endpoint =
    flags.endpoint === undefined ? undefined : checkedUrl('--endpoint', flags.endpoint, CELL_EXAMPLE);
  const admin =
    flags.adminEndpoint === undefined
      ? endpoint && regionOf(endpoint)
      : checkedUrl('--admin-endpoint', flags.adminEndpoint, REGION_EXAMPLE);
  if (!admin) throw new UsageError(`--endpoint is missing. Give ${CELL_EXAMPLE}, or --admin-endpoint.`);
  return { ...(endpoint && { endpoint: endpoint.href }), adminEndpoint: admin.href };
};

const regionOf = (endpoint: URL): URL => {
  const url = new URL(endpoint);
  url.hostname = url.hostname.replace(CELL, '');
  return url;
};

const CELL_EXAMPLE =
  'the messagesEndpoint of the queue: https://cell-1.queue.messaging.<region>.oci.oraclecloud.com';
const REGION_EXAMPLE = 'the endpoint of the region: https://messaging.<region>.oci.oraclecloud.com';
