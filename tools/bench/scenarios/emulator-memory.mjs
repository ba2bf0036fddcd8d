import { fill, newQueue, withEmulator } from '../emulator-under-load.mjs';
import { figure } from '../figures.mjs';

const BYTES_PER_MESSAGE = 600;

/** Memory of the process for each hidden message of 200 bytes, beyond what it has when empty. Loaded over HTTP. */
export const run = async ({ isQuick, slack }) => {
  const count = isQuick ? 100_000 : 1_000_000;
  const values = [];
  for (let round = 0; round < (isQuick ? 1 : 3); round += 1) {
    const bytes = await withEmulator({}, async (emulator) => {
      const target = await newQueue(emulator);
      const empty = await emulator.probe();
      await fill(emulator, target, count, { isHidden: true });
      const full = await emulator.probe();
      return full.pssBytes - empty.pssBytes;
    });
    if (bytes > 0) values.push(bytes / count);
  }
  if (values.length === 0) return [];
  const name = `memory for each of ${count.toLocaleString('en')} hidden messages of 200 B`;
  return [figure({ name, unit: 'B PSS', target: BYTES_PER_MESSAGE, values, slack: slack.memory })];
};
