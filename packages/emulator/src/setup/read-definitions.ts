import { readFileSync } from 'node:fs';
import type { QueueDefinitions } from './queue-definition.js';

/**
 * Reads a file of queue definitions. What is in each definition is checked when its queue is made.
 * @throws Error that names the file, when it cannot be read or is not `{ "queues": [ … ] }`
 */
export const readDefinitions = (file: string): QueueDefinitions => {
  const found = parsed(file, contentOf(file));
  if (isDefinitions(found)) return found;
  throw new Error(`${file} is not of the form { "queues": [ { "displayName": "orders" } ] }. Correct it.`);
};

const contentOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read. Name a file with queue definitions.`, { cause });
  }
};

const parsed = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};

const isDefinitions = (value: unknown): value is QueueDefinitions =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'queues' &&
  'queues' in value &&
  Array.isArray(value.queues);
