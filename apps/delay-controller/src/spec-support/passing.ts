import type { QueueTransport } from '@snoozeq/core';

/** The methods of a transport as a plain object, to put others over some of them. */
export const passing = (transport: QueueTransport): QueueTransport => ({
  capabilities: transport.capabilities,
  send: (...call) => transport.send(...call),
  receive: (...call) => transport.receive(...call),
  ack: (...call) => transport.ack(...call),
  hide: (...call) => transport.hide(...call),
  close: () => transport.close(),
});
