import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { QueueTransport } from '@snoozeq/core';
import { describeTransport } from '@snoozeq/testing';
import { hybridTransport } from './hybrid-transport.js';
import { createStompTransport } from './stomp-transport.js';
import { restTransport } from './test-support/rest-transport.js';
import { stompHarness, type StompPlace } from './test-support/stomp-harness.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-stomp-'));
});
afterAll(() => rm(directory, { recursive: true }));

const NO_PROPERTIES = 'custom properties do not travel over STOMP; the due stamp goes into an envelope';
const NO_HIDE = 'STOMP has ACK and NACK only; maxHideMs is 0';
const NO_ID = 'a RECEIPT tells neither id nor expiry of the message';
const NO_PEEK = 'a subscription that leases nothing would be pushed the same message for ever';
const NO_LOOKING = 'STOMP has no statistics';

describeTransport('stomp over the emulator', (settings) => stompHarness(directory)(settings), {
  deviations: {
    'properties come back unchanged': NO_PROPERTIES,
    'send results keep the order of the messages': NO_ID,
    'ids are distinct decimal strings with every digit': NO_ID,
    'creation and expiry are told in queue time': NO_ID,
    'a peek counts as a delivery and leaves the message visible': NO_PEEK,
    'an unfiltered receive answers from one lane at a time and reaches them all': NO_PEEK,
    'a hide extends the lease': NO_HIDE,
    'a hide shortens the lease': NO_HIDE,
    'a hide is rounded down to the step': NO_HIDE,
    'a hide counts from the moment of the call, not from the lease': NO_HIDE,
    'the receipt stays good after a hide': NO_HIDE,
    'the longest hide is kept to its end': NO_HIDE,
    'a message is delivered until its retention ends, and not after': NO_PEEK,
    'hide tells every entry apart, in order': NO_HIDE,
    'a hide past the expiry answers, and brings nothing back after the expiry': NO_HIDE,
    'lists every named lane that holds messages, once': NO_LOOKING,
    'lists as many lanes as a queue may have': NO_LOOKING,
    'a lane is not listed any more when its last message is gone': NO_LOOKING,
    'counts what is visible and what is in flight, of one lane and of the queue': NO_LOOKING,
    'counts nothing in a lane that does not exist': NO_LOOKING,
    'looking costs no delivery': NO_LOOKING,
    'a look whose signal is aborted already, or at a closed transport, is rejected': NO_LOOKING,
  },
});

const hybrid = (place: StompPlace) => {
  const [push, rest] = [createStompTransport(place), restTransport(place)];
  return { push, transport: hybridTransport(push, rest), inspection: rest };
};

describeTransport('push by stomp, all else by rest', (settings) => stompHarness(directory, hybrid)(settings));

/** The cases seldom wait, and what does not wait goes over REST: here it is pushed as well. */
const pushedAlways = (place: StompPlace) => {
  const { push, transport, inspection } = hybrid(place);
  const receive: QueueTransport['receive'] = (request, options) =>
    (request.leaseMs > 0 ? push : transport).receive(request, options);
  return { transport: { ...transport, receive, capabilities: transport.capabilities }, inspection };
};

describeTransport(
  'push by stomp also without a wait, all else by rest',
  (settings) => stompHarness(directory, pushedAlways)(settings),
  {
    deviations: {
      'properties come back unchanged': NO_PROPERTIES,
      'counts what is visible and what is in flight, of one lane and of the queue':
        'more is pushed than was asked for, and is leased until the next receive',
    },
  },
);
