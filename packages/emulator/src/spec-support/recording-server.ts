import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Knows nothing of OCI: it says what a test tells it to, and keeps what it was asked. */
export class RecordingServer {
  readonly requests: RecordedRequest[] = [];
  answer: (request: RecordedRequest, position: number) => Answer = () => ({ status: 200, body: {} });
  readonly #server: Server = createServer((incoming, outgoing) => {
    const { method = '', url: target = '', headers } = incoming;
    const request = { method, target, headers };
    const { status, body } = this.answer(request, this.requests.push(request) - 1);
    incoming.resume().on('end', () => {
      outgoing.writeHead(status, { 'content-type': 'application/json', 'opc-request-id': 'theirs' });
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await once(this.#server.close(), 'close');
  }
}
