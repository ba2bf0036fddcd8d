import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { FrameImpl, Parser } from '@stomp/stompjs';
import { ensureAuthToken } from '../auth/auth-token.js';
import type { TestEmulator } from './test-emulator.js';

export interface ReceivedFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends whatever bytes a test wants, and reads what comes back with the parser of another project. */
export interface StompProbe {
  readonly socket: Socket;
  send(bytes: string | Buffer): void;
  /** The next frame; rejects when the connection ends before it. */
  next(): Promise<ReceivedFrame>;
  /** Frames that have come and were not asked for. */
  readonly unread: readonly ReceivedFrame[];
  readonly heartBeats: number;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  close(): void;
}

export const openStomp = async (port: number): Promise<StompProbe> => {
  const socket = createConnection({ port, host: '127.0.0.1' });
  const ended = once(socket, 'close');
  const unread: ReceivedFrame[] = [];
  const waiting: { give: (frame: ReceivedFrame) => void; fail: (error: Error) => void }[] = [];
  let heartBeats = 0;
  const parser = new Parser(
    (raw) => {
      const { command, headers, body } = FrameImpl.fromRawFrame(raw, raw.command !== 'CONNECTED');
      const frame = { command, headers: { ...headers }, body };
      const first = waiting.shift();
      if (first) first.give(frame);
      else unread.push(frame);
    },
    () => (heartBeats += 1),
  );
  socket.on('data', (bytes: Buffer) => parser.parseChunk(new Uint8Array(bytes).buffer));
  socket.on('error', () => undefined);
  socket.once('close', () => waiting.forEach(({ fail }) => fail(new Error('the connection has ended'))));
  await once(socket, 'connect');
  return {
    socket,
    unread,
    ended,
    get heartBeats() {
      return heartBeats;
    },
    send: (bytes) => void socket.write(bytes),
    next: () => {
      const known = unread.shift();
      if (known) return Promise.resolve(known);
      return new Promise((give, fail) => {
        if (socket.destroyed) fail(new Error('the connection has ended'));
        else waiting.push({ give, fail });
      });
    },
    close: () => void socket.destroy(),
  };
};

/** The frame as text; a value that is undefined leaves its header out. */
export const frameText = (
  command: string,
  headers: Readonly<Record<string, string | undefined>>,
  body = '',
): string => {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}:${value}\n`],
  );
  return `${command}\n${lines.join('')}\n${body}\0`;
};

/** As `tools` do it: the login that the emulator prints, and the token from its file. */
export const stompLogin = ({ directory }: Pick<TestEmulator, 'directory'>) => {
  const { login, token } = ensureAuthToken(directory);
  return { login, passcode: Buffer.from(token).toString('base64') };
};

/** A probe that has logged in. */
export const connectStomp = async (
  t: TestEmulator,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<StompProbe> => {
  const probe = await openStomp(t.emulator.stomp?.port ?? 0);
  probe.send(frameText('CONNECT', { 'accept-version': '1.2', host: 'h', ...stompLogin(t), ...headers }));
  const { command, body } = await probe.next();
  if (command !== 'CONNECTED') throw new Error(`not connected: ${body}`);
  return probe;
};
