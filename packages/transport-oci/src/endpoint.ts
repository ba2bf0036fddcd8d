import { QueueError } from '@snoozeq/core';

const REMEDY = 'Give a URL such as https://cell-1.queue.messaging.eu-frankfurt-1.oci.oraclecloud.com';

/** Checks an endpoint and removes trailing slashes: the SDK appends `/20210201`, and a double slash breaks the path. */
export const endpointOf = (option: string, value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // Nothing of a bad value is repeated: it may hold a password.
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new QueueError('misconfigured', `${option} is not an http or https URL. ${REMEDY}.`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new QueueError('misconfigured', `${option} holds a user, a query or a fragment. ${REMEDY}.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};
