import { STRATEGY_CHOICES } from '@snoozeq/simulation';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** What was typed cannot be understood; the text says what to write instead. */
export class FlagError extends Error {}

const text = { type: 'string' };
const OPTIONS = {
  runs: { ...text, default: '100' },
  seed: { ...text, default: '1' },
  days: { ...text, default: '7' },
  messages: { ...text, default: '200' },
  consumers: { ...text, default: '3' },
  workers: { ...text, default: String(availableParallelism()) },
  strategy: { ...text, default: 'hold' },
  fenced: { type: 'boolean', default: false },
  calm: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};
const DAY_MS = 86_400_000;

export const HELP = `npm run simulate -- [flags]

Weeks of delayed delivery in which everything goes wrong that may. Ends with code 1 when something was early, lost, held for ever, or
handled twice without a reason; prints the seed, and what happened to the message.

  --runs N        weeks to run (default 100)
  --seed S        of the first week; the next has S + 1. A failing week replays with its seed and --runs 1
  --days N        length of a week (default 7)
  --messages N    of one week (default 200)
  --consumers N   of one week (default 3)
  --strategy S    hold, keeper, lane, relay or auto (default hold)
  --fenced        one fence for all consumers
  --calm          nothing goes wrong
  --workers N     threads (default: one for each processor)
  --json          the last line of output is one JSON object, and nothing else goes to stdout
`;

/** What to simulate; undefined when help was asked for. */
export const readFlags = (args) => {
  const { values } = parsed(args);
  if (values.help) return undefined;
  const whole = (name, least, most) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new FlagError(`--${name} ${values[name]}: give a whole number from ${least} to ${most}`);
  };
  return {
    runs: whole('runs', 1, 10_000_000),
    seed: whole('seed', 0, 2 ** 31),
    workers: whole('workers', 1, 64),
    isJson: values.json,
    options: {
      durationMs: whole('days', 1, 60) * DAY_MS,
      messages: whole('messages', 1, 1_000_000),
      consumers: whole('consumers', 1, 50),
      strategy: strategyOf(values.strategy),
      fenced: values.fenced,
      calm: values.calm,
    },
  };
};

const strategyOf = (name) => {
  if (STRATEGY_CHOICES.includes(name)) return name;
  throw new FlagError(`--strategy ${name}: give one of ${STRATEGY_CHOICES.join(', ')}`);
};

const parsed = (args) => {
  try {
    return parseArgs({ args, options: OPTIONS });
  } catch (error) {
    throw new FlagError(error.message);
  }
};
