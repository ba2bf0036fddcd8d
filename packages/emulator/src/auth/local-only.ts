import type { IncomingHttpHeaders } from 'node:http';

/** Who else may use the emulator's own endpoints, apart from tools on this machine. Compared without regard to case. */
export interface AllowedCallers {
  /** Values of `Host` without a port, such as `emulator` in a network of containers. */
  readonly hosts?: readonly string[];
  /** Values of `Origin`, such as `http://localhost:3000` of a page that is being developed. */
  readonly origins?: readonly string[];
}

export type CallerHeaders = Pick<IncomingHttpHeaders, 'origin' | 'host'>;

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const HOST = /^(\[[0-9a-f:.]+\]|[^:\s]+)(?::\d{1,5})?$/i;

/**
 * Whether a request to the emulator's own endpoints, which ask for no signature, comes from a tool on this machine. A page in a
 * browser sends an Origin, and one that was rebound to this address by DNS sends its own name as Host.
 */
export const localCallers = ({ hosts = [], origins = [] }: AllowedCallers = {}) => {
  const allowedHosts = lowerCase([...LOOPBACK, ...hosts]);
  const allowedOrigins = lowerCase(origins);
  return ({ origin, host }: CallerHeaders): boolean =>
    (origin === undefined || allowedOrigins.has(origin.toLowerCase())) &&
    allowedHosts.has((HOST.exec(host ?? '')?.[1] ?? '').toLowerCase());
};

const lowerCase = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

/** Tools on this machine only. */
export const isLocalRequest = localCallers();
