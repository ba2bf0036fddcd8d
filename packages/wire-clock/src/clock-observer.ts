import type { EpochMs } from '@snoozeq/core';
import { WebSocket } from 'ws';
import { socketUrl } from './clock-url.js';
import { hearClock } from './hear-clock.js';
import type { ClientMessage } from './protocol.js';

/**
 * Asks the emulator for its time now and then, and may allow or forbid its jumps. It has no say in when one is safe and is not told
 * about each: a run makes thousands of them.
 */
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
    socket.on('open', () => observer.#send({ type: 'ask' }));
    await hearClock(socket, url, ({ nowMs }) => {
      observer.#nowMs = nowMs;
      return true;
    });
    return observer;
  }

  /** The time that was heard last; asks for a newer one. */
  look(): EpochMs {
    this.#send({ type: 'ask' });
    return this.#nowMs;
  }

  allowSkipping(enabled: boolean): void {
    this.#send({ type: 'skipping', enabled });
  }

  close(): void {
    this.#socket.close();
  }

  #send(message: ClientMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
