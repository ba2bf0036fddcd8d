import { parseDuration, parseInstant, STRATEGIES } from '@snoozeq/delay-policy';
import { parseArgs } from 'node:util';

/** What was typed cannot be understood; the text says what to write instead. */
export class FlagError extends Error {}

const text = { type: 'string' };
const OPTIONS = {
  in: text,
  at: text,
  now: text,
  retention: { ...text, default: '7d' },
  'max-deliveries': { ...text, default: '0' },
  size: { ...text, default: '300' },
  'batch-fill': { ...text, default: '20' },
  backlog: { ...text, default: '0' },
  pollers: { ...text, default: '1' },
  attempts: { ...text, default: '3' },
  handling: { ...text, default: '30s' },
  late: { type: 'boolean', default: false },
  'lane-width': { ...text, default: '1h' },
  waits: text,
  strategy: { ...text, multiple: true },
  rate: { ...text, default: '0.40' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};
const HOUR_MS = 3_600_000;

/** `undefined`: help was asked for. Throws a `FlagError`. */
export const readFlags = (args, clockMs) => {
  const flags = split(args);
  if (flags.help) return undefined;
  const nowMs = flags.now === undefined ? clockMs : instant('now', flags.now);
  const request = {
    nowMs,
    dueAtMs: dueAtMsOf(flags, nowMs),
    sizeBytes: whole('size', flags.size, 0, Infinity),
  };
  return {
    request,
    limits: {
      retentionMs: within(
        'retention',
        flags.retention,
        duration('retention', flags.retention),
        10_000,
        168 * HOUR_MS,
      ),
      maxDeliveries: whole('max-deliveries', flags['max-deliveries'], 0, 20),
      maxHideMs: 12 * HOUR_MS,
      maxMessageBytes: 262_144,
    },
    options: {
      batchFill: whole('batch-fill', flags['batch-fill'], 1, 20),
      backlog: whole('backlog', flags.backlog, 0, Infinity),
      pollers: whole('pollers', flags.pollers, 1, 1_000),
      reservedAttempts: whole('attempts', flags.attempts, 0, 20),
      reservedHandlingMs: duration('handling', flags.handling),
      ...(flags.waits !== undefined && { waits: oneOf('waits', flags.waits, ['hold', 'keeper', 'lane']) }),
      lanes: { mode: flags.late ? 'late' : 'exact', widthMs: duration('lane-width', flags['lane-width']) },
    },
    strategies: (flags.strategy ?? STRATEGIES).map((name) =>
      oneOf('strategy', name, [...STRATEGIES, 'auto']),
    ),
    ratePerMillion: rate(flags.rate),
    json: flags.json,
  };
};

const split = (args) => {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new FlagError(error.message.split('\n')[0]);
  }
};

const dueAtMsOf = (flags, nowMs) => {
  if ((flags.in === undefined) === (flags.at === undefined)) {
    throw new FlagError('give either --in DELAY or --at INSTANT, such as --in 5d');
  }
  return flags.in === undefined ? instant('at', flags.at) : nowMs + duration('in', flags.in);
};

const duration = (name, value) => {
  const ms = parseDuration(value);
  if (ms !== undefined) return ms;
  throw wrong(
    name,
    value,
    'not a length of time: write units from large to small without spaces, such as 3d4h or 90s',
  );
};

const instant = (name, value) => {
  const ms = parseInstant(value);
  if (ms !== undefined) return ms;
  throw wrong(name, value, 'not an instant: write RFC 3339 with an offset, such as 2026-11-25T04:22:00Z');
};

const whole = (name, value, least, most) => {
  if (!/^\d{1,15}$/.test(value)) throw wrong(name, value, 'not a whole number of 0 or more');
  return within(name, value, Number(value), least, most);
};

const rate = (value) => {
  if (/^\d{1,9}(\.\d{1,9})?$/.test(value)) return Number(value);
  throw wrong('rate', value, 'not a price: write it like 0.40');
};

const within = (name, value, number, least, most) => {
  if (number >= least && number <= most) return number;
  throw wrong(
    name,
    value,
    name === 'retention' ? 'a queue keeps messages for 10s to 7d' : `give ${least} to ${most}`,
  );
};

const oneOf = (name, value, names) => {
  if (names.includes(value)) return value;
  throw wrong(name, value, `give ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`);
};

const wrong = (name, value, problem) => new FlagError(`--${name} ${JSON.stringify(value)}: ${problem}`);
