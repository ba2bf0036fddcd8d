import type { EpochMs } from '@snoozeq/core';
import { WebSocket } from 'ws';
import { socketUrl } from './clock-url.js';
import { hearClock } from './hear-clock.js';
import type { ClientMessage } from './protocol.js';

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
    socket.on('open', () => observer.#send({ type: 'observe' }));
    await hearClock(socket, url, ({ nowMs }) => {
      observer.#nowMs = nowMs;
      return true;
    });
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
