import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ClientMessage, ReportMessage, TimeMessage } from '../protocol.js';

export const SERVICE_MS = Date.UTC(2026, 0, 5);

/** Speaks the protocol from the other side, word by word, and knows nothing of clocks. */
export class StubServer {
  readonly heard: ClientMessage[] = [];
  readonly paths: (string | undefined)[] = [];
  /** What it tells when asked; the last one from then on. */
  answersMs: number[] = [SERVICE_MS];
  rate = 1;
  epoch = 1;
  beforeAnswer: () => void = () => undefined;
  /** What it does with a new connection; default: answers it. */
  greet: (socket: WebSocket) => void = (socket) => this.#answer(socket);
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  #onMessage: () => void = () => undefined;

  async start(): Promise<string> {
    this.#server.on('connection', (socket, { url }) => {
      this.paths.push(url);
      this.greet(socket);
    });
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get reports(): readonly ReportMessage[] {
    return this.heard.filter((message) => message.type === 'report');
  }

  get lastReport(): ReportMessage | undefined {
    return this.reports.at(-1);
  }

  jump(epoch: number, jumpMs: number, nowMs = 0): void {
    this.tell({ epoch, jumpMs, nowMs });
  }

  tell(message: Partial<TimeMessage>): void {
    this.say(JSON.stringify({ type: 'time', epoch: 2, nowMs: 0, jumpMs: 0, rate: 1, ...message }));
  }

  say(text: string): void {
    for (const socket of this.#server.clients) socket.send(text);
  }

  hangUp(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  /** Resolves when it has heard `count` reports. */
  async hasReports(count: number): Promise<void> {
    while (this.reports.length < count) await new Promise<void>((resolve) => (this.#onMessage = resolve));
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(socket: WebSocket): void {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ClientMessage;
      this.heard.push(message);
      this.#onMessage();
      if (message.type !== 'hello' && message.type !== 'ask') return;
      this.beforeAnswer();
      const nowMs = this.answersMs.length > 1 ? this.answersMs.shift() : this.answersMs[0];
      socket.send(JSON.stringify({ type: 'time', epoch: this.epoch, nowMs, jumpMs: 0, rate: this.rate }));
    });
  }
}
