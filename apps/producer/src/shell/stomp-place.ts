import { readFileSync } from 'node:fs';
import type { StompModuleOptions } from '@snoozeq/transport-stomp/di';
import { z } from 'zod';
import { UsageError } from './usage-error.js';

const PORT = z.int().min(1).max(65_535);

const SHAPE = z.object({
  host: z.string().min(1),
  /** Over TCP, for the emulator. */
  port: PORT.optional(),
  /** Over TLS; taken before `port`. Default 61613 when neither is given. */
  tlsPort: PORT.optional(),
  login: z.string().min(1),
  /** Holds the auth token. */
  tokenFile: z.string().min(1),
  /** A certificate to trust; default: those of the system. */
  certificateFile: z.string().min(1).optional(),
});

/** Where STOMP is and as whom: everything but the queue. */
export type StompPlace = Omit<StompModuleOptions, 'queueId'>;

/**
 * Reads what `--stomp` names: the fields of the object `stomp` in the ready line of the emulator, and the files that they name.
 * Throws a `UsageError` that says what is wrong, and quotes nothing.
 */
export const readStompPlace = (file: string): StompPlace => {
  const { host, port, tlsPort, login, tokenFile, certificateFile } = shapeOf(file);
  const isOpen = port !== undefined && tlsPort === undefined;
  const at = tlsPort ?? port;
  return {
    ...{ host, login, authToken: textOf('tokenFile', tokenFile).trim() },
    ...(at !== undefined && { port: at }),
    ...(isOpen && { tls: 'off' as const }),
    ...(!isOpen &&
      certificateFile !== undefined && { tls: { ca: textOf('certificateFile', certificateFile) } }),
  };
};

const shapeOf = (file: string): z.infer<typeof SHAPE> => {
  const parsed = SHAPE.safeParse(jsonOf(file));
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  throw new UsageError(
    field === ''
      ? `--stomp ${file} holds no JSON object. ${REMEDY}`
      : `--stomp ${file}: "${field}" is missing or wrong. ${REMEDY}`,
  );
};

const REMEDY =
  'Give host, login and tokenFile, as the emulator prints them or docs/transport-stomp.md has them.';

const jsonOf = (file: string): unknown => {
  const text = textOf('--stomp', file);
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The text of the error would quote what the file holds.
  }
};

const textOf = (name: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${name} ${file} cannot be read. Check the path and its permissions.`);
  }
};
