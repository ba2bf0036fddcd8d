/** How the clocks of two starts may differ: none goes back, and the emulator tells whole milliseconds. */
const CLOCK_MS = 5;

/**
 * Compares what the ledger knows with what a new start holds. `held`: key to `{ queueId, place, count, visibleAfterMs }`, a list for
 * each key. `killedAtMs`: when the process was dead at the latest. Returns sentences, one for each broken promise.
 */
export const brokenPromises = ({ messages, held, killedAtMs, nowMs }) => {
  const broken = [];
  for (const [key, known] of messages) {
    const copies = held.get(key) ?? [];
    for (const fault of faultsOf(known, copies, killedAtMs, nowMs)) broken.push(`${key}: ${fault}`);
  }
  for (const key of held.keys()) if (!messages.has(key)) broken.push(`${key}: was never put`);
  return broken;
};

const faultsOf = (known, copies, killedAtMs, nowMs) => {
  const { queueId, isPut, isDeleted, open, count } = known;
  if (isDeleted) return copies.length === 0 ? [] : ['was deleted, and is back'];
  if (copies.length === 0) return isPut && !open.has('delete') ? ['was put, and is lost'] : [];
  if (copies.length > 1) return [`is there ${copies.length} times`];
  const [copy] = copies;
  const faults = [];
  if (copy.queueId !== queueId) faults.push('is in another queue');
  if (copy.count < count) faults.push(`was delivered ${count} times, and counts ${copy.count}`);
  return [...faults, ...hidingFaults(known, copy, killedAtMs, nowMs)];
};

/** Nobody but its holder can move what is hidden; so it is as its holder was last told. */
const hidingFaults = ({ visibleAfterMs, open, count }, copy, killedAtMs, nowMs) => {
  const wasHidden = visibleAfterMs !== undefined && visibleAfterMs > killedAtMs + CLOCK_MS;
  if (!wasHidden || open.size > 0) return [];
  if (copy.count !== count) return [`counts ${copy.count} instead of ${count}`];
  if (copy.place === 'in-flight' && copy.visibleAfterMs === visibleAfterMs) return [];
  const hasLapsed = visibleAfterMs <= nowMs + CLOCK_MS;
  return hasLapsed
    ? []
    : [`was hidden until ${visibleAfterMs}, and is ${copy.place} (${copy.visibleAfterMs})`];
};
