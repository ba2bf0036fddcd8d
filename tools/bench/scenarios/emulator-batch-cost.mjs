import { Connection } from '../../proof/http/connection.mjs';
import { BATCH, batchOf, fill, newQueue, withEmulator } from '../emulator-under-load.mjs';
import { figure, median } from '../figures.mjs';
import { call, requestBytes } from '../load.mjs';

const RATIO_MAX = 1.5;
const FEW = 1_000;
const VERBS = ['put', 'get', 'update', 'delete'];

/** Puts, gets, updates and deletes one batch, so that as many messages wait as before. @returns milliseconds by verb */
const cycle = async ({ connection, origin, target, put, get }) => {
  const action = (name, entries) =>
    requestBytes(origin, { method: 'POST', target: `${target}/actions/${name}`, json: { entries } });
  const times = { put: (await call(connection, put)).ms };
  const got = await call(connection, get);
  const receipts = JSON.parse(got.body).messages.map(({ receipt }) => receipt);
  if (receipts.length !== BATCH) throw new Error(`A get returned ${receipts.length} messages.`);
  const hidden = receipts.map((receipt) => ({ receipt, visibilityInSeconds: 3_600 }));
  times.get = got.ms;
  times.update = (await call(connection, action('updateMessages', hidden))).ms;
  times.delete = (
    await call(
      connection,
      action(
        'deleteMessages',
        receipts.map((receipt) => ({ receipt })),
      ),
    )
  ).ms;
  return times;
};

const scene = async (emulator, count) => {
  const { origin } = emulator;
  const target = await newQueue(emulator);
  await fill(emulator, target, count);
  return {
    emulator,
    origin,
    target,
    connection: new Connection(origin),
    put: requestBytes(origin, { method: 'POST', target, json: batchOf(0) }),
    get: requestBytes(origin, { method: 'GET', target: `${target}?limit=${BATCH}` }),
  };
};

/** Times by verb, and the processor time of the emulator for one cycle, garbage collection included. */
const block = async (each, cycles) => {
  const before = await each.emulator.cpuUs();
  const times = [];
  for (let done = 0; done < cycles; done += 1) times.push(await cycle(each));
  const cpuUs = ((await each.emulator.cpuUs()) - before) / cycles;
  return {
    cpuUs,
    ...Object.fromEntries(VERBS.map((verb) => [verb, median(times.map((time) => time[verb]))])),
  };
};

/** The cost of one call with a batch of 20 while very many messages wait, against that while few do, in turns. */
export const run = async ({ isQuick, slack }) => {
  const many = isQuick ? 100_000 : 1_000_000;
  const [rounds, cycles] = isQuick ? [5, 100] : [15, 300];
  const ratios = Object.fromEntries([...VERBS, 'cpuUs'].map((name) => [name, []]));
  await withEmulator({}, (small) =>
    withEmulator({}, async (large) => {
      const scenes = [await scene(small, FEW), await scene(large, many)];
      for (const each of scenes) await block(each, cycles);
      for (let round = 0; round < rounds; round += 1) {
        const [few, lots] = [await block(scenes[0], cycles), await block(scenes[1], cycles)];
        for (const name of Object.keys(ratios)) ratios[name].push(lots[name] / few[name]);
      }
      for (const { connection } of scenes) connection.close();
    }),
  );
  const at = `${many.toLocaleString('en')} waiting, to ${FEW.toLocaleString('en')}`;
  return [
    ...VERBS.map((verb) =>
      figure({
        name: `${verb} of ${BATCH}: time at ${at}`,
        unit: '×',
        target: RATIO_MAX,
        values: ratios[verb],
        slack: slack.growth,
      }),
    ),
    figure({
      name: `all four: processor time at ${at}`,
      unit: '×',
      target: RATIO_MAX,
      values: ratios.cpuUs,
      slack: slack.growth,
    }),
  ];
};
