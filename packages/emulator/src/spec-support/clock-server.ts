import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CountedActivity, systemClock } from '@snoozeq/core';
import { CLOCK_PATH, WireClock, type ClientMessage, type TimeMessage } from '@snoozeq/wire-clock';
import { WebSocket, type ClientOptions } from 'ws';
import { serveClock } from '../clock/clock-socket.js';
import { SkippingClock } from '../clock/emulator-clock.js';
import { isLocalRequest } from '../auth/local-only.js';

/** A connection that says what a test wants, in whatever form. */
export interface RawConnection {
  readonly heard: TimeMessage[];
  readonly socket: WebSocket;
  send(message: ClientMessage | string): void;
  /** Resolves when `count` messages have come. */
  hasHeard(count: number): Promise<void>;
}

/** A clock that may skip, served on loopback, and those who have connected to it. */
export class ClockServer {
  readonly clock = new SkippingClock({ isSkipping: true });
  /** Every jump, as its length. */
  readonly jumpsMs: number[] = [];
  stopServing: () => void = () => undefined;
  readonly #server: Server = createServer();
  readonly #followers: WireClock[] = [];

  static async start(): Promise<ClockServer> {
    const it = new ClockServer();
    it.stopServing = serveClock(it.#server, it.clock, isLocalRequest);
    it.clock.listen(({ jumpMs }) => it.jumpsMs.push(jumpMs));
    it.#server.listen(0, '127.0.0.1');
    await once(it.#server, 'listening');
    return it;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async follow(name: string): Promise<WireClock> {
    const url = `http://127.0.0.1:${this.port}`;
    const follower = await WireClock.connect({
      url,
      activity: new CountedActivity(name),
      processClock: systemClock,
    });
    this.#followers.push(follower);
    return follower;
  }

  socketTo(path = CLOCK_PATH, options: ClientOptions = {}): WebSocket {
    return new WebSocket(`ws://127.0.0.1:${this.port}${path}`, options);
  }

  async connect(): Promise<RawConnection> {
    const socket = this.socketTo();
    const heard: TimeMessage[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data)) as TimeMessage));
    await once(socket, 'open');
    return {
      heard,
      socket,
      send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      hasHeard: async (count) => {
        while (heard.length < count) await once(socket, 'message');
      },
    };
  }

  async stop(): Promise<void> {
    this.stopServing();
    this.clock.close();
    await Promise.all(this.#followers.map((follower) => follower.close()));
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
