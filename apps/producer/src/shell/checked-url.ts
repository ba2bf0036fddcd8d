import { UsageError } from './usage-error.js';

/** Nothing of a bad value is repeated: it may hold a password. */
export const checkedUrl = (option: string, value: string, example: string): URL => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password) return url;
  throw new UsageError(`${option} is not an http or https URL without a user. Give ${example}.`);
};
