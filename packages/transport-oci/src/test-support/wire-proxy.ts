import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface PassingCall {
  readonly method: string;
  /** Path with query. */
  readonly target: string;
}

/** What happens to calls on their way. */
export interface Interference {
  /** The request is passed on when this has settled. */
  readonly onRequest?: (call: PassingCall) => Promise<void> | void;
  /** The client gets what this returns. */
  readonly onReply?: (call: PassingCall, body: string) => Promise<string> | string;
}

/** Stands between a client and the service, where networks do what they do. Leaves headers as they are, so signatures hold. */
export class WireProxy {
  readonly #server = createServer((incoming, response) => {
    this.#pass(incoming, response).catch(() => response.destroy());
  });

  constructor(
    private readonly service: string,
    private readonly interference: Interference,
  ) {}

  /** Returns the address to give to clients. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: target = '', headers } = incoming;
    const call = { method, target };
    const body = await text(incoming);
    await this.interference.onRequest?.(call);
    const outgoing = request(new URL(target, this.service), { method, headers });
    // A client that hangs up hangs up on the service, too.
    response.once('close', () => outgoing.destroy());
    outgoing.end(body);
    const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
    const told = await text(reply);
    const passedOn = (await this.interference.onReply?.(call, told)) ?? told;
    const length = String(Buffer.byteLength(passedOn));
    response.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'content-length': length }).end(passedOn);
  }
}
