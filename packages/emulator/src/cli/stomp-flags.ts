import type { StompOptions } from '../stomp/stomp-options.js';
import type { Flags } from './flags.js';

type StompFlags = Pick<Flags, 'stompPort' | 'stompTlsPort' | 'stompTlsCert' | 'stompTlsKey'>;

/** @throws Error for a certificate without its key, a key without its certificate, and both without a port */
export const stompOptions = ({
  stompPort,
  stompTlsPort,
  stompTlsCert: cert,
  stompTlsKey: key,
}: StompFlags): StompOptions | undefined => {
  if ((cert === undefined) !== (key === undefined)) {
    throw new Error('--stomp-tls-cert and --stomp-tls-key are only good together. Give both.');
  }
  if (cert !== undefined && stompTlsPort === undefined) {
    throw new Error('--stomp-tls-cert takes --stomp-tls-port. Say where STOMP is to be served over TLS.');
  }
  if (stompPort === undefined && stompTlsPort === undefined) return undefined;
  return {
    ...(stompPort !== undefined && { port: stompPort }),
    ...(stompTlsPort !== undefined && { tlsPort: stompTlsPort }),
    ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
  };
};
