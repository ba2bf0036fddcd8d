import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request to the emulator's own endpoints, which ask for no signature, comes from a tool on this machine. A page in a
 * browser sends an Origin, and one that was rebound to this address by DNS sends its own name as Host.
 */
export const isLocalRequest = ({ origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>): boolean =>
  origin === undefined && host !== undefined && LOOPBACK_HOST.test(host);
