import type { FactId } from '../facts/facts.js';

/** One behaviour that OCI does not document, or that sources disagree on, with the ways in which the emulator can behave. */
export interface Mode<V extends string = string> {
  readonly values: readonly V[];
  /** What the emulator does unless told. */
  readonly default: V;
  /** The fact that leaves it open. */
  readonly fact: FactId;
  /** One sentence: what each value does. */
  readonly text: string;
}

/** The first value is the default. */
const mode = <const V extends string>(values: readonly [V, ...V[]], fact: FactId, text: string): Mode<V> => ({
  values,
  default: values[0],
  fact,
  text,
});

/** Every behaviour that can be switched. */
export const MODES = {
  pastRetention: mode(
    ['clamp', 'reject'],
    'F3.update-past-retention',
    'An update past the expiry of its message hides until the expiry, or is refused with 400.',
  ),
  receiptAfterLapse: mode(
    ['keeps', 'ends'],
    'F3.receipt-after-lapse',
    'A receipt keeps working until the next delivery, or ends with its lease (for a peek: at once).',
  ),
  dlqRead: mode(
    ['by-dlq-id', 'off'],
    'F3.dlq-read',
    'Messages of a dead-letter queue are read, updated and deleted by its own id (that of the queue with the kind queuedlq), or cannot be read.',
  ),
  workRequests: mode(
    ['instant', 'realistic'],
    'F8.latency',
    'Changes of the admin plane are done at once, or take as long as on the service.',
  ),
} as const satisfies Readonly<Record<string, Mode>>;

export type ModeName = keyof typeof MODES;
export type Modes = { readonly [N in ModeName]: (typeof MODES)[N]['values'][number] };

/** The value of every mode. @throws RangeError for a name or a value that the table does not have */
export const withModes = (overrides: Readonly<Partial<Modes>> = {}): Modes => {
  const values: Record<string, string> = {};
  for (const [name, { default: value }] of Object.entries<Mode>(MODES)) values[name] = value;
  for (const [name, value] of Object.entries(overrides)) {
    if (value !== undefined) values[name] = checkedValue(name, value);
  }
  // Every name of the table has one of its own values.
  return values as Modes;
};

const checkedValue = (name: string, value: string): string => {
  const known: Readonly<Record<string, Mode>> = MODES;
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found) {
    throw new RangeError(`There is no mode "${name}". Use one of: ${Object.keys(MODES).join(', ')}.`);
  }
  if (found.values.includes(value)) return value;
  throw new RangeError(`Mode ${name} cannot be "${value}". Use one of: ${found.values.join(', ')}.`);
};
