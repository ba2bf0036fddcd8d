import { QueueError, type CallOptions, type QueueTransport } from '@snoozeq/core';
import { altered, type Fault } from './fault.js';

const rejectsOnAbort = ({ signal }: CallOptions): Promise<never> =>
  new Promise((_resolve, reject) => {
    const abort = (): void => reject(new QueueError('aborted', 'the caller aborted this call'));
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
  });

const closing = (inner: QueueTransport, close: QueueTransport['close']): QueueTransport =>
  altered(inner, { close });

/** Calls that cannot be cut short, and clients that cannot be closed. */
export const endingFaults: readonly Fault[] = [
  {
    name: 'signals are ignored',
    caughtBy: [
      'an aborted poll rejects and leases nothing',
      'a receive whose signal is aborted already leases nothing',
      'a send whose signal is aborted already stores nothing',
    ],
    plant: () => (inner) =>
      altered(inner, {
        send: (messages) => inner.send(messages),
        receive: (request) => inner.receive(request),
      }),
  },
  {
    name: 'an aborted call rejects and goes on behind the back',
    caughtBy: [
      'an aborted poll rejects and leases nothing',
      'a receive whose signal is aborted already leases nothing',
      'a send whose signal is aborted already stores nothing',
    ],
    plant: () => (inner) =>
      altered(inner, {
        send: (messages, options = {}) => Promise.race([rejectsOnAbort(options), inner.send(messages)]),
        receive: (request, options = {}) => Promise.race([rejectsOnAbort(options), inner.receive(request)]),
      }),
  },
  {
    name: 'close does nothing',
    caughtBy: ['closing ends an open poll', 'a closed transport rejects every call'],
    plant: () => (inner) => closing(inner, () => Promise.resolve()),
  },
  {
    name: 'closing twice is an error',
    caughtBy: ['closing twice is harmless'],
    plant: () => (inner) => {
      let isClosed = false;
      return closing(inner, async () => {
        if (isClosed) throw new QueueError('closed', 'closed already');
        isClosed = true;
        await inner.close();
      });
    },
  },
];
