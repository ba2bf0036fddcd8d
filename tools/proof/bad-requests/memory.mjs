/** Growth after garbage collection that is no leak: caches and compiled code. */
const HEAP_GROWTH_MAX = 4_000_000;
const PSS_GROWTH_MAX = 40_000_000;
/** Sockets that an emulator has open by right: the one that the good requests use. */
const OWN_SOCKETS = 1;
/** Measurements, some 50 ms apart, before a connection counts as left open. */
const PATIENCE = 60;

const openSockets = ({ handles }) => (handles.TCPSocketWrap ?? 0) - OWN_SOCKETS;

/** Measures once connections that we have closed are closed on the other side, too, or will not be. */
export const measured = async (emulator) => {
  for (let attempt = 1; ; attempt += 1) {
    const figures = await emulator.probe();
    if (openSockets(figures) <= 0 || attempt === PATIENCE) return figures;
  }
};

/** What the emulator has kept of requests that are over; `undefined` when nothing. */
export const leak = (before, after) => {
  const grown = (name) => after[name] - before[name];
  const timers = (after.handles.Timeout ?? 0) - (before.handles.Timeout ?? 0);
  if (grown('heapBytes') > HEAP_GROWTH_MAX) return `The heap has grown by ${grown('heapBytes')} bytes.`;
  if (grown('pssBytes') > PSS_GROWTH_MAX) return `The process has grown by ${grown('pssBytes')} bytes.`;
  if (openSockets(after) > 0) return `${openSockets(after)} connections are still open.`;
  return timers > 0 ? `${timers} timers are left.` : undefined;
};
