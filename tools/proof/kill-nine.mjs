// Kills the built emulator in the midst of its work, again and again, and asks the next one what is left. `--help` tells the options.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runRounds } from './kills/run-rounds.mjs';

const USAGE = `node tools/proof/kill-nine.mjs [--rounds N] [--seed TEXT] [--keep]

  --rounds  how often it is killed (20)
  --seed    the same seed makes the same calls and kills after the same times; default: a new one
  --keep    leaves the data folder and the ledger of what was acknowledged, and says where`;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const run = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'kill-nine-'));
  const { seed } = options;
  console.log(`seed ${seed}`);
  let passed = 0;
  let failed = 0;
  try {
    for await (const { text, faults } of runRounds({ directory, seed, rounds: Number(options.rounds) })) {
      console.log(text);
      for (const fault of faults.slice(0, 20)) console.error(`  ${fault}`);
      if (faults.length === 0) passed += 1;
      else failed += 1;
    }
  } finally {
    if (options.keep || failed > 0) console.log(`The data folder and the ledger are in ${directory}`);
    else rmSync(directory, { recursive: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
};

if (options.help) console.log(USAGE);
else await run();
