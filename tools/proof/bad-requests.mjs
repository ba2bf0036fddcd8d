// Sends bad requests to the built emulator: it must refuse every one, and be none the worse for it. `--help` tells the options.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { described, explained } from './bad-requests/explain.mjs';
import { generate } from './bad-requests/generate.mjs';
import { leak, measured } from './bad-requests/memory.mjs';
import { oddFault } from './bad-requests/odd-requests.mjs';
import { judgeAlone, runLeg } from './bad-requests/run-leg.mjs';
import { shrunk } from './bad-requests/shrink.mjs';
import { createWorld, stateOf } from './bad-requests/world.mjs';
import { readIdentity } from './emulator/signer.mjs';
import { startEmulator } from './emulator/start-emulator.mjs';
import { Random } from './random.mjs';

const USAGE = `node tools/proof/bad-requests.mjs [--requests N] [--seed TEXT] [--leg LEG --only INDEX]

  --requests  how many of each leg (20000): signed, unsigned, and open (to an emulator that checks no
              signatures and keeps its state in a folder)
  --seed      the same seed makes the same requests; default: a new one
  --only      sends one request of a leg alone, and shows it`;

/** In every body, and in no reply or output. */
const CANARY = 'canary-5d1f0c';
const WARM_UP_MAX = 2_000;
/** Requests for which one odd one is sent. */
const PER_ODD_ONE = 20;
/** Throttling would hide what the operations answer. */
const UNTHROTTLED = ['requestRate', 'inRate', 'outRate', 'concurrentGets'];

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    leg: { type: 'string', default: 'signed' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { seed, only } = options;
const count = Number(options.requests);

/** The emulator did not do as it should. */
class Failure extends Error {}

/** `isOpen`: signatures are not checked. `isKept`: the state is in a folder. */
const withWorld = async ({ isOpen = false, isKept = false }, use) => {
  const directory = mkdtempSync(join(tmpdir(), 'bad-requests-'));
  const limits = UNTHROTTLED.flatMap((name) => ['--limit', `${name}=off`]);
  const places = [
    '--config-dir',
    join(directory, 'keys'),
    ...(isKept ? ['--data', join(directory, 'data')] : []),
  ];
  const emulator = await startEmulator([...places, ...limits, ...(isOpen ? ['--no-auth'] : [])]);
  try {
    const identity = emulator.configFile && readIdentity(emulator.configFile);
    await use({
      emulator,
      origin: emulator.origin,
      seed,
      world: await createWorld(emulator.origin, identity, CANARY),
    });
    if (emulator.hasExited()) throw new Failure('The emulator has ended.');
  } finally {
    await emulator.stop();
    rmSync(directory, { recursive: true });
    if (emulator.output() !== '') console.error(`The emulator printed: ${emulator.output()}`);
  }
  if (emulator.output() !== '') throw new Failure('The emulator complained.');
};

const sendLeg = async (leg, length, scene) => {
  const begun = performance.now();
  const { statuses, failures } = await runLeg({ ...scene, leg, count: length });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const shown = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`);
  console.log(`${leg}: ${length} requests in ${seconds} s. ${shown.join(', ')}`);
  const judge = (request) => (scene.emulator.hasExited() ? undefined : judgeAlone(request, scene));
  const texts = [];
  for (const failure of failures) texts.push(explained(await shrunk(failure, { ...scene, judge }), seed));
  if (texts.length > 0) throw new Failure(texts.join('\n'));
};

const sendOddOnes = async (length, world) => {
  const random = new Random(`${seed}/odd`);
  for (let index = 0; index < length; index += 1) {
    const found = await oddFault(world, random);
    if (found) throw new Failure(`Odd message ${index}, seed ${seed}: ${found}`);
  }
  console.log(`odd: ${length} messages came back as they were sent, or were refused`);
};

const prove = (kind, legs) =>
  withWorld(kind, async (scene) => {
    const { emulator, world } = scene;
    // The first ones make caches and compiled code, which are no leak.
    for (const leg of legs) await sendLeg(leg, Math.min(WARM_UP_MAX, Math.ceil(count / 2)), scene);
    await sendOddOnes(Math.ceil(count / PER_ODD_ONE), world);
    const before = { state: await stateOf(world), ...(await measured(emulator)) };
    for (const leg of legs) await sendLeg(leg, count, scene);
    const after = { state: await stateOf(world), ...(await measured(emulator)) };
    if (before.state !== after.state)
      throw new Failure(`Bad requests changed ${before.state} to ${after.state}`);
    const grownMb = ((after.pssBytes - before.pssBytes) / 1e6).toFixed(1);
    console.log(`memory: ${grownMb} MB more after garbage collection; no connection and no timer left`);
    const kept = leak(before, after);
    if (kept) throw new Failure(kept);
  });

const showOne = (kind) =>
  withWorld(kind, async ({ origin, world }) => {
    const request = generate({ seed, leg: options.leg, index: Number(only) }, world);
    console.log(described(request));
    console.log((await judgeAlone(request, { origin, world })) ?? 'It is refused, as it should be.');
  });

const run = async () => {
  if (only !== undefined) return showOne({ isOpen: options.leg === 'open' });
  console.log(`seed ${seed}`);
  await prove({}, ['signed', 'unsigned']);
  await prove({ isOpen: true, isKept: true }, ['open']);
};

if (options.help) console.log(USAGE);
else {
  await run().catch((error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  });
}
