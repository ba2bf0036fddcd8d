// What each strategy makes of one delay: npm run plan -- --in 5d --retention 7d --max-deliveries 10
import { answers } from './answers.mjs';
import { FlagError, readFlags } from './flags.mjs';
import { tableOf } from './table.mjs';
import { HELP } from './help.mjs';

const main = (args) => {
  const question = readFlags(args, Date.now());
  if (question === undefined) return HELP;
  const rows = answers(question);
  return question.json ? `${JSON.stringify(rows, undefined, 2)}\n` : tableOf(rows, question);
};

try {
  process.stdout.write(main(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof FlagError)) throw error;
  process.stderr.write(`plan: ${error.message}\nSee: npm run plan -- --help\n`);
  process.exitCode = 2;
}
