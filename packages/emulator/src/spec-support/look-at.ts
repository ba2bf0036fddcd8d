import type { Emulator } from '../start-emulator.js';

/** What the emulator's own endpoints answer, of whatever shape the caller expects. */
export const lookAt = async <T>({ origin }: Emulator, path: string): Promise<T> => {
  const response = await fetch(origin + path);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
