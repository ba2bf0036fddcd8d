import { Connection } from '../proof/http/connection.mjs';
import { signatureHeaders } from '../proof/emulator/signer.mjs';

const DEADLINE_MS = 60_000;
/** How many calls are open at once. */
export const CONNECTIONS = 8;

/** The bytes of a request, made beforehand so that neither writing nor signing it is measured. */
export const requestBytes = (origin, { method, target, json, identity }) => {
  const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
  const headers = [['host', origin.host]];
  if (identity) headers.push(...signatureHeaders({ method, target, host: origin.host, body }, identity));
  if (body) headers.push(['content-type', 'application/json'], ['content-length', body.length]);
  const head = `${method} ${target} HTTP/1.1\r\n${headers.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body ?? Buffer.alloc(0)]);
};

/** One call on a connection that is kept. @returns status, body and how long it took */
export const call = async (connection, bytes) => {
  const begun = performance.now();
  await connection.send(bytes);
  const { status, body } = await connection.reply({ deadlineMs: DEADLINE_MS });
  if (status === undefined || status >= 300)
    throw new Error(`A call answered ${status ?? 'nothing'}: ${body}`);
  return { body, ms: performance.now() - begun };
};

/** Sends all requests over a few connections, as fast as they are answered. `onReply` sees every body. */
export const sendAll = async (
  origin,
  requests,
  { connections = CONNECTIONS, onReply = () => undefined } = {},
) => {
  const waiting = requests[Symbol.iterator]();
  const work = async () => {
    const connection = new Connection(origin);
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      onReply((await call(connection, next.value)).body);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, work));
};
