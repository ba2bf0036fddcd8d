import { join } from 'node:path';
import { startEmulator } from '../emulator/start-emulator.mjs';
import { Random } from '../random.mjs';
import { createQueues, ociClients } from './clients.mjs';
import { drain } from './drain.mjs';
import { heldMessages } from './held-messages.mjs';
import { Ledger } from './ledger.mjs';
import { runLoad } from './load.mjs';
import { brokenPromises } from './verify.mjs';

const WORKERS = 8;
const LIFE_MS = [300, 1_200];
/** Longer than any lease. */
const LATER_MS = 13 * 3_600_000;

const start = (directory, ...args) =>
  startEmulator(['--data', join(directory, 'data'), '--config-dir', join(directory, 'config'), ...args]);

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Yields `{ text, faults }` for each kill, and one more for what is there in the end. */
export async function* runRounds({ directory, seed, rounds }) {
  const ledger = new Ledger(join(directory, 'ledger.ndjson'));
  let emulator = await start(directory);
  const queueIds = await withClients(emulator, ({ admin }) => createQueues(admin));
  for (let round = 1; round <= rounds; round += 1) {
    const random = new Random(`${seed}/${round}`);
    const load = withClients(emulator, ({ client }) =>
      runLoad({ client, queueIds, ledger, random, workers: WORKERS }),
    );
    await sleep(random.int(...LIFE_MS));
    await emulator.kill();
    const killedAtMs = Date.now();
    const calls = await load;
    emulator = await start(directory);
    const held = await heldMessages(emulator.origin);
    const faults = brokenPromises({ messages: ledger.messages, held, killedAtMs, nowMs: Date.now() });
    yield { text: `round ${round}: killed after ${calls} calls; ${described(ledger, held)}`, faults };
  }
  await emulator.stop();
  yield lastLook(directory, ledger, queueIds);
}

/** Everything that waits is delivered once its lease has ended, and nothing else is. */
const lastLook = async (directory, ledger, queueIds) => {
  const emulator = await start(directory, '--start-at', new Date(Date.now() + LATER_MS).toISOString());
  const held = await heldMessages(emulator.origin);
  const { delivered, faults } = await withClients(emulator, ({ client }) =>
    drain({ client, queueIds, held }),
  );
  const lost = brokenPromises({ messages: ledger.messages, held, killedAtMs: Infinity, nowMs: Infinity });
  await emulator.stop();
  return { text: `in the end: ${delivered} delivered and deleted`, faults: [...lost, ...faults] };
};

const withClients = async (emulator, use) => {
  const { origin, configFile } = emulator;
  const clients = ociClients({ origin: origin.origin, configFile, profile: 'DEFAULT' });
  try {
    return await use(clients);
  } finally {
    clients.client.close();
    clients.admin.close();
  }
};

const described = ({ messages }, held) => {
  const known = [...messages.values()];
  const acknowledged = known.filter(({ isPut }) => isPut).length;
  const deleted = known.filter(({ isDeleted }) => isDeleted).length;
  return `${acknowledged} acknowledged, ${deleted} of them deleted, ${held.size} there`;
};
