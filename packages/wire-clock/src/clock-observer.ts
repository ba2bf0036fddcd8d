import type { EpochMs } from '@snoozeq/core';
import { WebSocket } from 'ws';
import type { ClientMessage, TimeMessage } from './protocol.js';
import { socketUrl, unreachable } from './clock-url.js';

/** Watches the emulator's clock and may allow or forbid its jumps; has no say in when one is safe. */
export class ClockObserver {
  readonly #socket: WebSocket;
  #nowMs: EpochMs = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** @throws QueueError `unavailable` when nothing answers at `url`, `malformed` when it is not a URL. */
  static async connect(url: string): Promise<ClockObserver> {
    const socket = new WebSocket(socketUrl(url), { perMessageDeflate: false });
    const observer = new ClockObserver(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('error', (cause) => reject(unreachable(url, cause)));
      socket.on('open', () => observer.#send({ type: 'observe' }));
      socket.on('message', (data) => {
        observer.#nowMs = (JSON.parse(String(data)) as TimeMessage).nowMs;
        resolve();
      });
    });
    socket.on('error', () => socket.terminate());
    return observer;
  }

  /** The time that the last jump led to. */
  get lastJumpMs(): EpochMs {
    return this.#nowMs;
  }

  allowSkipping(enabled: boolean): void {
    this.#send({ type: 'skipping', enabled });
  }

  close(): void {
    this.#socket.close();
  }

  #send(message: ClientMessage): void {
    this.#socket.send(JSON.stringify(message));
  }
}
