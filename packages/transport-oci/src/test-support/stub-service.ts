import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  readonly method: string;
  /** Path with query, as received. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StubReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply that never comes. */
export const SILENCE = new Promise<StubReply>(() => undefined);

export const json = (body: unknown, status = 200): StubReply => ({ status, body: JSON.stringify(body) });

/** A server on loopback that answers as it is told; it speaks raw HTTP, so that specs do not agree with themselves. */
export class StubService {
  readonly requests: StubRequest[] = [];
  mostSockets = 0;
  #cutOff = 0;
  answer: (request: StubRequest) => StubReply | Promise<StubReply> = () => json({});
  readonly #sockets = new Set<unknown>();
  #onRequest: () => void = () => undefined;
  #onCutOff: () => void = () => undefined;

  readonly #server = createServer((request, response) => void this.#serve(request, response)).on(
    'connection',
    (socket) => {
      this.#sockets.add(socket);
      this.mostSockets = Math.max(this.mostSockets, this.#sockets.size);
      socket.on('close', () => this.#sockets.delete(socket));
    },
  );

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when `count` requests have arrived. */
  async arrived(count: number): Promise<void> {
    while (this.requests.length < count) {
      await new Promise<void>((resolve) => (this.#onRequest = resolve));
    }
  }

  /** Resolves when a client has hung up before its reply. */
  async cutOff(): Promise<void> {
    while (this.#cutOff === 0) await new Promise<void>((resolve) => (this.#onCutOff = resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('close', () => {
      this.#cutOff += response.writableFinished ? 0 : 1;
      this.#onCutOff();
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = request.url ?? '';
    const received = {
      method: request.method ?? '',
      target,
      query: new URL(target, 'http://stub').searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.requests.push(received);
    this.#onRequest();
    const { status = 200, headers = {}, body } = await this.answer(received);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  }
}
