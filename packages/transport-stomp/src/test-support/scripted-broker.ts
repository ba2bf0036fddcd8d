import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface SentFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Frames in the form `COMMAND\nheader:value\n\nbody`. */
export type Answer = (frame: SentFrame) => readonly string[];

/** A broker that says what the test wants it to, for what the emulator would never do at a moment of our choice. */
export const scriptedBroker = async (answer: Answer) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const frames = `${rest}${bytes.toString()}`.split('\0');
      rest = frames.pop() ?? '';
      for (const frame of frames) for (const reply of answer(frameOf(frame))) socket.write(`${reply}\0`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

const frameOf = (text: string): SentFrame => {
  const [command = '', ...lines] = text.trimStart().split('\n\n', 1)[0]?.split('\n') ?? [];
  const entries = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)] as const;
  });
  return { command, headers: Object.fromEntries(entries) };
};

export const CONNECTED = 'CONNECTED\nversion:1.2\n\n';

export const receiptFor = ({ headers }: SentFrame): string => `RECEIPT\nreceipt-id:${headers['receipt']}\n\n`;

/** A message with all that is documented, its receipt named after its body. */
export const messageFor = (subscription: string, body: string): string =>
  [
    ...['MESSAGE', `subscription:${subscription}`, `message-id:${body}`, `ack:receipt-${body}`],
    ...[`oci-message-id:${body}`, 'destination:q', 'delivery-count:1', 'visible-after:30000'],
    ...['expire-after:86400000', '', body],
  ].join('\n');
