import { Random } from '../random.mjs';
import { Connection } from '../http/connection.mjs';
import { generate } from './generate.mjs';
import { fault } from './judge.mjs';

const CONNECTIONS = 8;
const DEADLINE_MS = 10_000;
const PIPELINE_SHARE = 0.05;
const PIPELINE_MAX = 6;
const SLOW_SHARE = 0.1;

/** Sends one request alone, on a connection of its own. */
export const judgeAlone = async (request, { origin, world, deadlineMs = DEADLINE_MS }) => {
  const connection = new Connection(origin);
  await connection.send(request.bytes, request);
  const found = fault(request, await replyTo(request, connection, deadlineMs), world);
  connection.close();
  return found;
};

const replyTo = ({ method }, connection, deadlineMs = DEADLINE_MS) =>
  connection.reply({ isHead: method === 'HEAD', deadlineMs });

/** Failures of different kinds that are enough to stop. */
const ENOUGH_FAILURES = 8;

/**
 * Sends the requests 0 to `count - 1` of a leg over a few connections, some in one go, some in small pieces.
 * @returns counts by status, pipelines that got no answer in time, and of each kind the first request that was not answered as a bad one
 */
export const runLeg = async ({ seed, leg, count, origin, world }) => {
  const statuses = {};
  let next = 0;
  const failures = new Map();
  let stalls = 0;
  const note = (request, reply) => {
    const status = reply.status ?? 'closed';
    statuses[status] = (statuses[status] ?? 0) + 1;
    const found = fault(request, reply, world);
    const kind = `${request.changes[1]} ${found}`;
    if (found && !failures.has(kind)) failures.set(kind, { request, fault: found });
  };
  const work = async () => {
    const connection = new Connection(origin);
    while (next < count && failures.size < ENOUGH_FAILURES) {
      const random = new Random(`${seed}/${leg}/send/${next}`);
      const length = random.chance(PIPELINE_SHARE) ? random.int(2, PIPELINE_MAX) : 1;
      const requests = [];
      while (requests.length < length && next < count)
        requests.push(generate({ seed, leg, index: next++ }, world));
      if (requests.length > 1 && requests.every((request) => request.isWhole && !request.mayClose)) {
        await sendTogether(requests, connection, { note, stalled: () => (stalls += 1) });
      } else {
        const pieces = random.chance(SLOW_SHARE) ? random.int(2, 8) : 1;
        for (const request of requests) await sendAlone(request, connection, pieces, note);
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return { statuses, stalls, failures: [...failures.values()] };
};

const sendAlone = async (request, connection, pieces, note) => {
  await connection.send(request.bytes, { pieces, isHalfClosed: request.isHalfClosed });
  note(request, await replyTo(request, connection));
  // What is left of it must not be taken for a part of the next one.
  if (!request.isWhole || request.mayClose) connection.close();
};

/**
 * Pipelining: a server answers in the order of the requests, and what it leaves unanswered when it closes or stalls is sent again,
 * each alone.
 */
const sendTogether = async (requests, connection, { note, stalled }) => {
  await connection.send(Buffer.concat(requests.map(({ bytes }) => bytes)));
  for (const [position, request] of requests.entries()) {
    const reply = await replyTo(request, connection);
    if (reply.isLate) {
      stalled();
      connection.close();
    }
    if (reply.isLate || (reply.isClosed && position > 0)) {
      for (const rest of requests.slice(position)) await sendAlone(rest, connection, 1, note);
      return;
    }
    note(request, reply);
  }
};
