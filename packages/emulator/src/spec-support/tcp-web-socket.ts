import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { IStompSocket } from '@stomp/stompjs';

export interface TcpPlace {
  readonly port: number;
  /** Present: over TLS, trusting this certificate. */
  readonly ca?: string;
}

/** A TCP connection in the shape that `@stomp/stompjs` asks for, as its documentation has it. */
export const tcpWebSocket = ({ port, ca }: TcpPlace): IStompSocket => {
  const socket: Socket =
    ca === undefined
      ? connectTcp({ port, host: '127.0.0.1' })
      : connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca });
  socket.setNoDelay(true);
  const adapter: { -readonly [Name in keyof IStompSocket]: IStompSocket[Name] } = {
    url: `tcp://127.0.0.1:${port}`,
    readyState: 0,
    onclose: undefined,
    onerror: undefined,
    onmessage: undefined,
    onopen: undefined,
    send: (data) => void socket.write(data as string | Uint8Array),
    close: () => void socket.end(),
    terminate: () => void socket.destroy(),
  };
  socket.on(ca === undefined ? 'connect' : 'secureConnect', () => {
    adapter.readyState = 1;
    adapter.onopen?.({});
  });
  socket.on('data', (bytes: Buffer) => adapter.onmessage?.({ data: new Uint8Array(bytes).buffer }));
  socket.on('error', (error) => adapter.onerror?.(error));
  socket.on('close', () => {
    adapter.readyState = 3;
    adapter.onclose?.({ code: 1000, reason: '', wasClean: true });
  });
  return adapter;
};
