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

const replyTo = ({ method }, connection, deadlineMs) =>
  connection.reply({ isHead: method === 'HEAD', deadlineMs });

/** Failures of different kinds that are enough to stop. */
const ENOUGH_FAILURES = 8;

/**
 * Sends the requests 0 to `count - 1` of a leg over a few connections, some in one go, some in small pieces.
 * @returns counts by status, and of each kind the first request that was not answered as a bad one
 */
export const runLeg = async ({ seed, leg, count, origin, world, deadlineMs = DEADLINE_MS }) => {
  const statuses = {};
  let next = 0;
  const failures = new Map();
  const note = (request, reply, before) => {
    const status = reply.status ?? 'closed';
    statuses[status] = (statuses[status] ?? 0) + 1;
    const found = fault(request, reply, world);
    const kind = `${request.changes[1]} ${found}`;
    if (found && !failures.has(kind)) failures.set(kind, { request, fault: found + blame(reply, before) });
  };
  const work = async () => {
    const connection = new Connection(origin);
    let before;
    const exchange = {
      connection,
      deadlineMs,
      note: (request, reply) => {
        note(request, reply, before);
        before = request.index;
      },
    };
    while (next < count && failures.size < ENOUGH_FAILURES) {
      const random = new Random(`${seed}/${leg}/send/${next}`);
      const length = random.chance(PIPELINE_SHARE) ? random.int(2, PIPELINE_MAX) : 1;
      const requests = [];
      while (requests.length < length && next < count)
        requests.push(generate({ seed, leg, index: next++ }, world));
      if (requests.length > 1 && requests.every((request) => request.isWhole && !request.mayClose)) {
        await sendTogether(requests, exchange);
      } else {
        const pieces = random.chance(SLOW_SHARE) ? random.int(2, 8) : 1;
        for (const request of requests) await sendAlone(request, exchange, pieces);
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return { statuses, failures: [...failures.values()] };
};

/** What a server leaves unread of a request costs the next one of the connection its reply. */
const blame = (reply, before) =>
  before !== undefined && (reply.isLate || reply.isClosed)
    ? `, after request ${before} on its connection`
    : '';

const sendAlone = async (request, { connection, note, deadlineMs }, pieces = 1) => {
  await connection.send(request.bytes, { pieces, isHalfClosed: request.isHalfClosed });
  note(request, await replyTo(request, connection, deadlineMs));
  // What is left of it must not be taken for a part of the next one.
  if (!request.isWhole || request.mayClose) connection.close();
};

/** Pipelining: a server answers in the order of the requests, and what it leaves unanswered when it closes is sent again. */
const sendTogether = async (requests, exchange) => {
  const { connection, note, deadlineMs } = exchange;
  await connection.send(Buffer.concat(requests.map(({ bytes }) => bytes)));
  for (const [position, request] of requests.entries()) {
    const reply = await replyTo(request, connection, deadlineMs);
    if (reply.isClosed && position > 0) {
      for (const rest of requests.slice(position)) await sendAlone(rest, exchange);
      return;
    }
    note(request, reply);
  }
};
