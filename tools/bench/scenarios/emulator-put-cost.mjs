import { fileURLToPath } from 'node:url';
import { startProbed } from '../../proof/emulator/start-probed.mjs';
import { BATCH, batchOf, newQueue, withEmulator } from '../emulator-under-load.mjs';
import { figure } from '../figures.mjs';
import { CONNECTIONS, requestBytes, sendAll } from '../load.mjs';

const ECHO = fileURLToPath(new URL('../echo-server.mjs', import.meta.url));
const SIGNED_MAX = 4;
const UNSIGNED_MAX = 2.5;
/** Different requests that are sent in turns: a server that remembers the last one gains nothing. */
const DIFFERENT = 500;
/** Code that runs for the first thousands of times is not compiled yet. */
const WARM_UP_ROUNDS = 8;

const repeated = function* (requests, count) {
  for (let sent = 0; sent < count; sent += 1) yield requests[sent % requests.length];
};

/** Time from request to request with all connections busy, and the processor time of the server for one; both µs. */
const costOf = async (server, requests, count) => {
  const [begun, cpuUs] = [performance.now(), await server.cpuUs()];
  await sendAll(server.origin, repeated(requests, count));
  return {
    time: ((performance.now() - begun) * 1_000) / count,
    processor: ((await server.cpuUs()) - cpuUs) / count,
  };
};

/** Puts of so many messages, made and signed beforehand. */
const putsOf = (size, { origin, identity }, target) =>
  Array.from({ length: DIFFERENT }, (_none, index) =>
    requestBytes(origin, { method: 'POST', target, json: batchOf(index * BATCH, size), identity }),
  );

/** Ratios to the echo, round by round, in turns: short rounds, so that what else the machine does falls on all of them alike. */
const ratiosFor = async (size, { echo, signed, unsigned }, { rounds, count }) => {
  const requests = {
    echo: putsOf(size, echo, '/'),
    signed: putsOf(size, signed, await newQueue(signed)),
    unsigned: putsOf(size, unsigned, await newQueue(unsigned)),
  };
  const ratios = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const base = await costOf(echo, requests.echo, count);
    const [a, b] = [
      await costOf(signed, requests.signed, count),
      await costOf(unsigned, requests.unsigned, count),
    ];
    if (round >= 0) {
      ratios.push({
        signed: { time: a.time / base.time, processor: a.processor / base.processor },
        unsigned: { time: b.time / base.time, processor: b.processor / base.processor },
      });
    }
  }
  return ratios;
};

/**
 * What a put costs, against a server of Node.js that only sends the same body back: the time of a call at full load, which is
 * what a user waits for. The processor time of the server alone is shown as well, and both for a full batch.
 */
export const run = async ({ isQuick, slack }) => {
  const effort = isQuick ? { rounds: 5, count: 1_000 } : { rounds: 25, count: 1_500 };
  const echo = await startProbed(ECHO);
  const [single, batch] = await withEmulator({ isSigned: true }, (signed) =>
    withEmulator({}, async (unsigned) => {
      const servers = { echo, signed, unsigned };
      return [await ratiosFor(1, servers, effort), await ratiosFor(BATCH, servers, effort)];
    }),
  );
  await echo.stop();
  const row = (name, ratios, kind, what, target) =>
    figure({
      name: `${name}, ${CONNECTIONS} connections`,
      unit: '× echo',
      target,
      values: ratios.map((ratio) => ratio[kind][what]),
      slack: slack.time,
    });
  return [
    row('signed put: time', single, 'signed', 'time', SIGNED_MAX),
    row('unsigned put: time', single, 'unsigned', 'time', UNSIGNED_MAX),
    row('signed put: processor time', single, 'signed', 'processor'),
    row('unsigned put: processor time', single, 'unsigned', 'processor'),
    row(`signed put of ${BATCH}: time`, batch, 'signed', 'time'),
    row(`unsigned put of ${BATCH}: time`, batch, 'unsigned', 'time'),
  ];
};
