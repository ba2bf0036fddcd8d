// Sends byte streams that are no STOMP, or wrong, to the built emulator: an ERROR or the end, and nothing is left. `--help` tells the options.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exchange } from './bad-frames/exchange.mjs';
import { generate } from './bad-frames/generate.mjs';
import { fault } from './bad-frames/judge.mjs';
import { leak, measured } from './bad-requests/memory.mjs';
import { startEmulator } from './emulator/start-emulator.mjs';

const USAGE = `node tools/proof/bad-frames.mjs [--streams N] [--seed TEXT] [--leg LEG --only INDEX]

  --streams  how many of both legs together (20000): connected, and stranger (without a login)
  --seed     the same seed makes the same streams; default: a new one
  --only     sends one stream of a leg alone, and shows it`;

const CANARY = 'canary-77ab21';
const AT_ONCE = 32;
const LEGS = ['connected', 'stranger'];
/** Clients that send a byte now and then: each is sent away after 10 s. */
const SLOW_CLIENTS = 50;
const SLOW_WITHIN_MS = 15_000;

const { values: options } = parseArgs({
  options: {
    streams: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    leg: { type: 'string', default: 'connected' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { seed, only } = options;

/** The emulator did not do as it should. */
class Failure extends Error {}

const worldOf = async ({ origin, stomp }) => {
  const response = await fetch(new URL('/_emulator/queues', origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ displayName: 'bad-frames' }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { id } = await response.json();
  const passcode = Buffer.from(readFileSync(stomp.tokenFile, 'utf8').trim()).toString('base64');
  const login = [
    ['login', stomp.login],
    ['passcode', passcode],
  ];
  return { origin, port: stomp.port, queue: id, login, canary: CANARY };
};

/** Counts of the queue: no bad frame may change them. */
const stateOf = async ({ origin, queue }) => {
  const state = await (await fetch(new URL(`/_emulator/queues/${queue}`, origin))).json();
  // Time passes.
  return JSON.stringify({ ...state, nowMs: undefined });
};

const sendOne = async (leg, index, world) => {
  const stream = generate({ seed, leg, index }, world);
  const reply = await exchange(world.port, stream.writes).catch((error) => error);
  const problem = reply instanceof Error ? reply.message : fault(stream, leg, reply, world);
  return { stream, reply, problem };
};

const sendLeg = async (leg, count, world, emulator) => {
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      const { stream, problem } = await sendOne(leg, index, world);
      if (emulator.hasExited()) throw new Failure(`The emulator has ended at stream ${index} of leg ${leg}.`);
      if (problem) {
        throw new Failure(
          `${problem}\n  ${stream.name}: node tools/proof/bad-frames.mjs --seed ${seed} --leg ${leg} --only ${index}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(`${leg}: ${count} streams in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
};

/** Each sends a byte every 200 ms, and is to be told that it took too long. */
const sendSlowly = async ({ port }) => {
  const slow = () =>
    new Promise((resolve, reject) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      let reply = '';
      const drip = setInterval(() => socket.write('x'), 200);
      const late = setTimeout(() => reject(new Failure('A slow client was not sent away.')), SLOW_WITHIN_MS);
      socket.write('CONNECT\na:');
      socket.on('data', (bytes) => (reply += bytes));
      socket.on('error', () => undefined);
      socket.once('close', () => {
        clearInterval(drip);
        clearTimeout(late);
        if (reply.includes('message:Timeout')) resolve();
        else reject(new Failure('A slow client was not told why it was sent away.'));
      });
    });
  await Promise.all(Array.from({ length: SLOW_CLIENTS }, slow));
  console.log(`slow: ${SLOW_CLIENTS} clients that never finish their login were sent away`);
};

const prove = async (emulator) => {
  const world = await worldOf(emulator);
  const perLeg = Math.ceil(Number(options.streams) / LEGS.length);
  for (const leg of LEGS) await sendLeg(leg, Math.ceil(perLeg / 2), world, emulator);
  const before = { state: await stateOf(world), ...(await measured(emulator)) };
  for (const leg of LEGS) await sendLeg(leg, perLeg, world, emulator);
  await sendSlowly(world);
  const after = { state: await stateOf(world), ...(await measured(emulator)) };
  if (before.state !== after.state) throw new Failure(`Bad frames changed ${before.state} to ${after.state}`);
  console.log(
    `memory: ${((after.pssBytes - before.pssBytes) / 1e6).toFixed(1)} MB more after garbage collection`,
  );
  const kept = leak(before, after);
  if (kept) throw new Failure(kept);
};

const showOne = async (emulator) => {
  const { stream, reply, problem } = await sendOne(options.leg, Number(only), await worldOf(emulator));
  console.log(`${stream.name}, to become: ${stream.expected}`);
  for (const bytes of stream.writes.slice(0, 20))
    console.log(JSON.stringify(bytes.toString('latin1').slice(0, 500)));
  console.log(`reply: ${JSON.stringify(String(reply))}\n${problem ?? 'As it should be.'}`);
};

const run = async () => {
  console.log(`seed ${seed}`);
  const directory = mkdtempSync(join(tmpdir(), 'bad-frames-'));
  const emulator = await startEmulator([
    '--config-dir',
    directory,
    '--stomp-port',
    '0',
    '--limit',
    'concurrentGets=off',
  ]);
  try {
    await (only === undefined ? prove(emulator) : showOne(emulator));
  } finally {
    await emulator.stop();
    rmSync(directory, { recursive: true });
  }
  if (emulator.output() !== '') throw new Failure(`The emulator complained: ${emulator.output()}`);
};

if (options.help) console.log(USAGE);
else {
  await run().catch((error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  });
}
