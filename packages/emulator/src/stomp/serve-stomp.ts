import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ensureAuthToken } from '../auth/auth-token.js';
import { ensureDevCertificate } from '../auth/dev-certificate.js';
import { Connection } from './connection/connection.js';
import type { StompService } from './session.js';
import type { StompAccess, StompOptions } from './stomp-options.js';

export interface ServeStompOptions extends StompOptions, Omit<StompService, 'credentials'> {
  readonly host: string;
  /** Absent: everybody may log in. */
  readonly checksLogins: boolean;
  /** Where auth token and certificate are kept. */
  readonly credentialsDir: string;
}

export interface StompServer {
  readonly access: StompAccess;
  /** Breaks all connections. */
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 1_000;
const HANDSHAKE_MS = 10_000;

/** Listens on the ports that are asked for. @throws Error when one cannot be listened on, or a certificate cannot be used */
export const serveStomp = async (options: ServeStompOptions): Promise<StompServer> => {
  const { host, port, tlsPort, checksLogins, credentialsDir, context } = options;
  const credentials = checksLogins ? ensureAuthToken(credentialsDir) : undefined;
  const sockets = new Set<Socket>();
  let connections = 0;
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Heard, so that it kills nothing; the connection sees its end by itself.
    socket.on('error', () => undefined);
    connections += 1;
    const connection = new Connection(`stomp-${connections}`, socket, { ...options, credentials });
    connection.run().catch(options.reportFault);
  };
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  const open = async (server: Server, wanted: number): Promise<number> => {
    server.maxConnections = MAX_CONNECTIONS;
    await listen(server, wanted, host);
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  try {
    const own =
      tlsPort === undefined || options.certificate
        ? undefined
        : ensureDevCertificate(credentialsDir, context.realClock.now());
    const certificate = options.certificate ?? own;
    const tls =
      tlsPort !== undefined && certificate ? await open(tlsServer(certificate, accept), tlsPort) : undefined;
    const tcp = port === undefined ? undefined : await open(createServer(accept), port);
    return {
      close,
      access: {
        host: host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host,
        ...(tcp !== undefined && { port: tcp }),
        ...(tls !== undefined && { tlsPort: tls }),
        ...(credentials && { login: credentials.login, tokenFile: credentials.tokenFile }),
        ...(own && { certificateFile: own.certificateFile }),
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};

const tlsServer = (
  { cert, key }: { readonly cert: string; readonly key: string },
  accept: (socket: Socket) => void,
): Server => createTlsServer({ cert, key, handshakeTimeout: HANDSHAKE_MS }, accept);

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
