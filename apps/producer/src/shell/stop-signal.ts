/** Aborted by the first Ctrl-C or SIGTERM; the second ends the process as usual. */
export const stopSignal = (source: NodeJS.Process): AbortSignal => {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) source.once(name, () => stop.abort());
  return stop.signal;
};
