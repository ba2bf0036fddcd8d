import { invalidParameter } from '../http/oci-error.js';
import { Fields } from '../http/fields.js';
import { FAULT_KINDS } from './fault-kinds.js';
import type { Fault, FaultKind, FaultPlan, FaultRule } from './fault-plan.js';
import { checkMatch, readMatch } from './read-match.js';

const MAX_RULES = 100;
const SEEDS = { min: 0, max: 999_999_999 };
const SHARE = { min: 0, max: 1 };
/** Past a minute most clients have given up. */
const LATENCY_MS = { min: 0, max: 60_000 };
const DAY_MS = { min: -86_400_000, max: 86_400_000 };
const POLL_MS = { min: 0, max: 30_000 };
const NAME = /^[\w.-]{1,64}$/;

/**
 * Checks a plan and fills in its defaults.
 * @throws OciError 400 that names the first wrong place, its value and what is allowed there
 */
export const readFaultPlan = (input: unknown): FaultPlan => {
  const fields = new Fields('The fault plan', input);
  const seed = fields.wholeNumber('seed', SEEDS) ?? 0;
  const rules = fields.list('rules', 'rules', MAX_RULES);
  fields.checkNames();
  if (!rules) throw invalidParameter('The fault plan has no rules. Write a list of them.');
  return { seed, rules: withOwnNames(rules.map((rule, index) => readRule(index, rule))) };
};

const readRule = (index: number, input: unknown): FaultRule => {
  const path = `rules[${index}]`;
  const fields = new Fields(path, input);
  const kind = fields.oneOf('kind', Object.keys(FAULT_KINDS) as FaultKind[]);
  if (!kind) {
    throw invalidParameter(`${path} has no kind. Write one of ${Object.keys(FAULT_KINDS).join(', ')}.`);
  }
  const name = fields.text('name', NAME, 'a name of 1 to 64 letters, digits, dots, dashes or underscores');
  const fault = READERS[kind](fields);
  const when = readMatch(fields);
  fields.checkNames();
  checkMatch(path, fault, when);
  if (fault.kind === 'latency' && fault.maxMs < fault.minMs) {
    throw invalidParameter(`${path}.maxMs is ${fault.maxMs}. Write at least minMs, ${fault.minMs}.`);
  }
  return { name: name ?? kind, fault, when };
};

const entryRate = (fields: Fields, otherwise: number): number =>
  fields.number('entryRate', SHARE) ?? otherwise;

const READERS: { readonly [K in FaultKind]: (fields: Fields) => Extract<Fault, { kind: K }> } = {
  throttle: () => ({ kind: 'throttle' }),
  'server-error': (fields) => ({
    kind: 'server-error',
    status: fields.oneOf('status', [500, 502, 503, 504]) ?? 500,
    body: fields.oneOf('body', ['json', 'text']) ?? 'json',
    acts: fields.flag('acts') ?? false,
  }),
  latency: (fields) => {
    const minMs = fields.wholeNumber('minMs', LATENCY_MS) ?? 100;
    return {
      kind: 'latency',
      minMs,
      maxMs: fields.wholeNumber('maxMs', LATENCY_MS) ?? minMs,
      before: fields.oneOf('before', ['acting', 'reply']) ?? 'acting',
    };
  },
  reset: () => ({ kind: 'reset' }),
  'lost-reply': () => ({ kind: 'lost-reply' }),
  'lost-lease': () => ({ kind: 'lost-lease' }),
  'early-poll': (fields) => ({ kind: 'early-poll', afterMs: fields.wholeNumber('afterMs', POLL_MS) ?? 0 }),
  'partial-failure': (fields) => ({ kind: 'partial-failure', entryRate: entryRate(fields, 0.5) }),
  'stale-receipt': (fields) => ({ kind: 'stale-receipt', entryRate: entryRate(fields, 1) }),
  duplicate: (fields) => ({ kind: 'duplicate', entryRate: entryRate(fields, 1) }),
  disorder: () => ({ kind: 'disorder' }),
  'clock-skew': (fields) => ({ kind: 'clock-skew', skewMs: fields.wholeNumber('skewMs', DAY_MS) ?? 600_000 }),
};

const withOwnNames = (rules: readonly FaultRule[]): readonly FaultRule[] => {
  const names = rules.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return rules;
  throw invalidParameter(`Two rules are called ${JSON.stringify(twice)}. Give each a name of its own.`);
};
