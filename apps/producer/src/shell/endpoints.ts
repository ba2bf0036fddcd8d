import { UsageError } from './usage-error.js';

export interface EndpointFlags {
  readonly endpoint: string;
  readonly adminEndpoint?: string;
  readonly clock?: string;
}

export interface Endpoints {
  readonly endpoint: string;
  readonly adminEndpoint: string;
  /** Origin of the clock to follow; absent: system time. */
  readonly clockUrl?: string;
}

/** Messages go to a cell, settings are asked of the region; elsewhere both are served at one address. */
const CELL = /^cell-\d+\.queue\.(?=messaging\.)/;

export const queueEndpoints = ({ endpoint, adminEndpoint, clock }: EndpointFlags): Endpoints => ({
  endpoint: checkedUrl('--endpoint', endpoint).href,
  adminEndpoint:
    adminEndpoint === undefined ? regionOf(endpoint) : checkedUrl('--admin-endpoint', adminEndpoint).href,
  ...(clock === undefined ? {} : { clockUrl: checkedUrl('--clock', clock).href }),
});

const regionOf = (endpoint: string): string => {
  const url = new URL(endpoint);
  url.hostname = url.hostname.replace(CELL, '');
  return url.href;
};

/** Nothing of a bad value is repeated: it may hold a password. */
const checkedUrl = (option: string, value: string): URL => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password) return url;
  throw new UsageError(
    `${option} is not an http or https URL without a user. ${EXAMPLES[option] ?? ''}`.trim(),
  );
};

const EXAMPLES: Readonly<Record<string, string>> = {
  '--endpoint':
    'Give the messagesEndpoint of the queue: https://cell-1.queue.messaging.<region>.oci.oraclecloud.com.',
  '--admin-endpoint': 'Give the endpoint of the region: https://messaging.<region>.oci.oraclecloud.com.',
  '--clock': 'Give the origin of the emulator: http://127.0.0.1:61700.',
};
