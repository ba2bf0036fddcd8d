import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { IStompSocket } from '@stomp/stompjs';
import type { StompOptions } from '../options.js';

const DEFAULT_PORT = 61_613;
/** As a WebSocket numbers them, which is what the library asks for. */
const [CONNECTING, OPEN, CLOSED] = [0, 1, 3];

/** A TCP or TLS connection in the shape of a WebSocket. */
export const tcpSocket = ({ host, port = DEFAULT_PORT, tls }: StompOptions): IStompSocket => {
  const socket: Socket =
    tls === 'off' ? connectTcp({ host, port }) : connectTls({ host, port, servername: host, ...tls });
  // Without it a small frame waits for the confirmation of the one before, about 40 ms.
  socket.setNoDelay(true);
  const adapter: { -readonly [Name in keyof IStompSocket]: IStompSocket[Name] } = {
    url: `${host}:${port}`,
    readyState: CONNECTING,
    onclose: undefined,
    onerror: undefined,
    onmessage: undefined,
    onopen: undefined,
    send: (data) => void socket.write(data as string | Uint8Array),
    close: () => void socket.end(),
    terminate: () => void socket.destroy(),
  };
  socket.once(tls === 'off' ? 'connect' : 'secureConnect', () => {
    adapter.readyState = OPEN;
    adapter.onopen?.({});
  });
  socket.on('data', (bytes: Buffer) => adapter.onmessage?.({ data: new Uint8Array(bytes).buffer }));
  socket.on('error', (error) => adapter.onerror?.(error));
  socket.once('close', () => {
    adapter.readyState = CLOSED;
    adapter.onclose?.({ code: 1_000, reason: '', wasClean: true });
  });
  return adapter;
};
