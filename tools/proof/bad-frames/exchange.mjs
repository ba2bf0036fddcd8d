import { createConnection } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

const WITHIN_MS = 10_000;
const COMMANDS = new Set(['CONNECTED', 'MESSAGE', 'RECEIPT', 'ERROR']);

/** Sends the writes, says that there is no more, and resolves to all that came until the end; rejects when none comes in time. */
export const exchange = (port, writes, withinMs = WITHIN_MS) =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    const chunks = [];
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The connection was still there after ${withinMs / 1_000} s.`));
    }, withinMs);
    const done = () => {
      clearTimeout(late);
      socket.destroy();
      resolve(Buffer.concat(chunks));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('end', done).once('close', done);
    socket.on('error', () => undefined);
    socket.once('connect', async () => {
      for (const bytes of writes) {
        if (socket.destroyed) return;
        socket.write(bytes);
        if (writes.length > 1) await turn();
      }
      if (!socket.destroyed) socket.end();
    });
  });

/** The frames of a reply; throws when it is no sequence of whole frames. */
export const readFrames = (bytes) => {
  const frames = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 10) {
      at += 1;
      continue;
    }
    const head = bytes.indexOf('\n\n', at);
    if (head < 0) throw new Error('The reply ends in the midst of a frame.');
    const [command, ...lines] = bytes.subarray(at, head).toString().split('\n');
    if (!COMMANDS.has(command)) throw new Error('The reply is no frame of a server.');
    const length = lines.find((line) => line.startsWith('content-length:'))?.slice(15);
    const end = length === undefined ? bytes.indexOf(0, head) : head + 2 + Number(length);
    if (bytes[end] !== 0) throw new Error(`A frame ${command} has no end.`);
    frames.push({ command, text: bytes.subarray(at, end).toString() });
    at = end + 1;
  }
  return frames;
};
