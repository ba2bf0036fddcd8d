import type { QueueDefinitions } from './queue-definition.js';
import { readJsonFile } from './read-json-file.js';

/**
 * Reads a file of queue definitions. What is in each definition is checked when its queue is made.
 * @throws Error that names the file, when it cannot be read or is not `{ "queues": [ … ] }`
 */
export const readDefinitions = (file: string): QueueDefinitions => {
  const found = readJsonFile(file, 'queue definitions');
  if (isDefinitions(found)) return found;
  throw new Error(`${file} is not of the form { "queues": [ { "displayName": "orders" } ] }. Correct it.`);
};

const isDefinitions = (value: unknown): value is QueueDefinitions =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'queues' &&
  'queues' in value &&
  Array.isArray(value.queues);
