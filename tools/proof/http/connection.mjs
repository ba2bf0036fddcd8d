import { connect } from 'node:net';
import { once } from 'node:events';

const HEAD_END = '\r\n\r\n';

/** One HTTP/1.1 reply at the start of `bytes`, or `undefined` while it is not whole. `isLast`: the connection ends with it. */
export const readReply = (bytes, { isHead = false, isClosed = false } = {}) => {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})\b/.exec(first)?.[1]);
  const headers = new Map(lines.map(nameAndValue));
  const after = bytes.subarray(end + HEAD_END.length);
  if (status >= 100 && status < 200) return readReply(after, { isHead, isClosed });
  const length = isHead || status === 204 ? 0 : bodyLength(headers, after, isClosed);
  if (length === undefined || after.length < length) return undefined;
  return {
    status,
    headers,
    body: after.toString('utf8', 0, length),
    rest: after.subarray(length),
    isLast: headers.get('connection')?.toLowerCase() === 'close',
  };
};

const nameAndValue = (line) => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};

/** Chunks are not decoded: their marks stay in the body, which only matters where a body is compared. */
const bodyLength = (headers, after, isClosed) => {
  if (headers.has('content-length')) return Number(headers.get('content-length'));
  if (headers.get('transfer-encoding') !== 'chunked') return isClosed ? after.length : undefined;
  const end = after.indexOf('0\r\n\r\n');
  return end < 0 ? undefined : end + 5;
};

/** A connection of raw bytes, one request after the other. Made anew when the server has closed it. */
export class Connection {
  #origin;
  #socket;
  #received = Buffer.alloc(0);
  #isClosed = true;
  #news = () => undefined;

  constructor(origin) {
    this.#origin = origin;
  }

  /** Sends, in as many pieces as told, and then closes our side if told to. */
  async send(bytes, { pieces = 1, isHalfClosed = false } = {}) {
    if (this.#isClosed) await this.#open();
    const socket = this.#socket;
    for (let piece = 0; piece < pieces && !socket.destroyed; piece += 1) {
      socket.write(bytes.subarray((bytes.length * piece) / pieces, (bytes.length * (piece + 1)) / pieces));
      if (pieces > 1) await new Promise((resolve) => setImmediate(resolve));
    }
    if (isHalfClosed && !socket.destroyed) socket.end();
  }

  /** The next reply; `{ isClosed }` when the connection ends without one, `{ isLate }` when neither comes in time. */
  async reply({ isHead, deadlineMs }) {
    const deadline = performance.now() + deadlineMs;
    for (;;) {
      const reply = readReply(this.#received, { isHead, isClosed: this.#isClosed });
      if (reply) {
        this.#received = reply.rest;
        if (reply.isLast) this.#leave();
        return reply;
      }
      if (this.#isClosed) return { isClosed: true, unread: this.#received.length };
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) {
        // What still comes must not be taken for the next reply.
        this.#leave();
        return { isLate: true };
      }
      await this.#somethingNew(leftMs);
    }
  }

  close() {
    if (!this.#isClosed) this.#leave();
  }

  /** The server closes; what is sent next needs a new connection. */
  #leave() {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  async #open() {
    const { hostname, port } = this.#origin;
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    this.#isClosed = false;
    socket.on('data', (chunk) => {
      if (socket !== this.#socket) return;
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#news();
    });
    const ended = () => {
      // Not ended only: what the other side does not read would keep it half open.
      socket.destroy();
      if (socket !== this.#socket) return;
      this.#isClosed = true;
      this.#news();
    };
    socket.on('end', ended);
    socket.on('close', ended);
    // A reset is a way to close.
    socket.on('error', () => undefined);
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  }

  #somethingNew(withinMs) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#news = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
