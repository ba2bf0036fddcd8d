import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** Where STOMP is and as whom. The same fields as in the ready line of the emulator, so that this can be its `stomp`. */
export interface StompConfig {
  readonly host: string;
  /** Over TCP, for the emulator. */
  readonly port?: number;
  /** Over TLS; taken before `port`. Default 61613 when neither is given. */
  readonly tlsPort?: number;
  readonly login: string;
  /** Holds the auth token. */
  readonly tokenFile: string;
  /** A certificate to trust; default: those of the system. */
  readonly certificateFile?: string;
}

/** @throws InvalidArgumentError that names what is missing, and quotes nothing */
export const readStompConfig = (file: string): StompConfig => {
  const config = parsed(file);
  for (const name of ['host', 'login', 'tokenFile']) {
    if (typeof config[name] !== 'string')
      throw new InvalidArgumentError(`The file ${file} has no text "${name}".`);
  }
  return config as unknown as StompConfig; // Checked: the rest is optional.
};

const parsed = (file: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, without what the file holds.
  }
  throw new InvalidArgumentError(`The file ${file} is no JSON object that can be read.`);
};
