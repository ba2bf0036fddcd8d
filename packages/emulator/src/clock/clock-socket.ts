import type { Server } from 'node:http';
import { CLOCK_PATH, type TimeMessage } from '@snoozeq/wire-clock';
import { WebSocketServer, type WebSocket } from 'ws';
import { clientMessage } from './client-message.js';
import type { SkippingClock } from './emulator-clock.js';

/** A report is small; anything larger is not one. */
const MAX_MESSAGE_BYTES = 16_384;
/** WebSocket close code: the message violates a policy. */
const NOT_OUR_PROTOCOL = 1_008;

/**
 * Serves the clock at `CLOCK_PATH` of an HTTP server.
 *
 * @param isAllowed refuses a handshake by its headers: pages of a browser must not move the clock
 * @returns closes all connections
 */
export const serveClock = (
  server: Server,
  clock: SkippingClock,
  isAllowed: (headers: {
    readonly origin?: string | undefined;
    readonly host?: string | undefined;
  }) => boolean,
): (() => void) => {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== CLOCK_PATH || !isAllowed(request.headers)) {
      // An upgraded socket is nobody's but ours: a reset without a listener would end the process.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => attend(webSocket, clock));
  });
  return () => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
};

/** One connection, from its first message to its end. A broken connection ends the participant's say. */
const attend = (socket: WebSocket, clock: SkippingClock): void => {
  let name: string | undefined;
  let stopListening = (): void => undefined;
  const send = (message: TimeMessage): void => socket.send(JSON.stringify(message));
  const follow = (): void => {
    stopListening();
    stopListening = clock.listen(send);
    send(clock.time());
  };
  socket.on('message', (data) => {
    const message = clientMessage(String(data));
    if (!message) return socket.close(NOT_OUR_PROTOCOL, 'not a message of the clock protocol');
    switch (message.type) {
      case 'hello':
        name = message.name;
        clock.join(name);
        follow();
        break;
      case 'ask':
        send(clock.time());
        break;
      case 'report':
        if (name !== undefined) clock.report(name, message);
        break;
      case 'skipping':
        clock.isSkipping = message.enabled;
        break;
      default:
        socket.close(NOT_OUR_PROTOCOL, 'not a message of the clock protocol');
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    stopListening();
    if (name !== undefined) clock.leave(name);
  });
};
