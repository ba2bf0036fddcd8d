import type { QueueTransport } from '@snoozeq/core';

/** Calls by kind, tries included; what the service bills. */
export interface CallCounts {
  readonly put: number;
  readonly get: number;
  readonly update: number;
}

/** The same queue, and a look at how often it was called. */
export const countedTransport = (
  transport: QueueTransport,
): { readonly transport: QueueTransport; readonly calls: () => CallCounts } => {
  const calls = { put: 0, get: 0, update: 0 };
  return {
    calls: () => ({ ...calls }),
    transport: {
      capabilities: transport.capabilities,
      send: (...call) => {
        calls.put += 1;
        return transport.send(...call);
      },
      receive: (...call) => {
        calls.get += 1;
        return transport.receive(...call);
      },
      hide: (...call) => {
        calls.update += 1;
        return transport.hide(...call);
      },
      ack: (...call) => transport.ack(...call),
      close: () => transport.close(),
    },
  };
};
