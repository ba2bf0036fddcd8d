import type { WebSocket } from 'ws';
import { unreachable } from './clock-url.js';
import type { TimeMessage } from './protocol.js';
import { timeMessage } from './time-message.js';

/**
 * Hands on what the clock at `url` says, for as long as the connection lasts, and ends a connection on which something else
 * speaks. Resolves when `follow` has returned true; rejects with `unavailable` when the connection ends before.
 */
export const hearClock = (
  socket: WebSocket,
  url: string,
  follow: (message: TimeMessage) => boolean,
): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.on('error', (cause) => {
      reject(unreachable(url, cause));
      socket.terminate();
    });
    // Comes without an error when the other side hangs up.
    socket.once('close', () => reject(unreachable(url)));
    socket.on('message', (data) => {
      const message = timeMessage(String(data));
      if (!message) socket.terminate();
      else if (follow(message)) resolve();
    });
  });
