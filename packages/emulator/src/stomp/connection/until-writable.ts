import type { Socket } from 'node:net';

/** Resolves when the client has read what was written, or has gone; undefined: it is not behind. */
export const untilWritable = (socket: Socket): Promise<void> | undefined => {
  if (!socket.writableNeedDrain || socket.destroyed) return undefined;
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
};
