import type { JournalEntry } from '../contracts/journal.js';

/** One record of a file journal: one line of JSON, with the version of its form. */
export const formatLine = (entry: JournalEntry): string => `${JSON.stringify({ v: 1, ...entry })}\n`;

export const parseLine = (line: string): JournalEntry | 'unreadable' => {
  try {
    const record: unknown = JSON.parse(line);
    if (!isEntry(record)) return 'unreadable';
    const { v: _version, ...entry } = record;
    return entry;
  } catch {
    return 'unreadable';
  }
};

type FieldType = 'string' | 'number';
type Fields = Readonly<Record<string, FieldType>>;

const SUBJECT: Fields = { id: 'string', key: 'string', atMs: 'number', by: 'string' };
/** What an entry of each kind has at least; what is there besides must be of its type, too. */
const REQUIRED: Readonly<Record<JournalEntry['kind'], Fields>> = {
  published: { dueAtMs: 'number', lane: 'string', strategy: 'string', holds: 'number', deliveries: 'number' },
  unsent: { as: 'string', reason: 'string' },
  held: {
    from: 'string',
    untilMs: 'number',
    visibleAtMs: 'number',
    deliveryCount: 'number',
    status: 'string',
    reason: 'string',
  },
  attempted: { attempt: 'number', deliveryCount: 'number' },
  settled: { as: 'string', deliveryCount: 'number', status: 'string' },
};
const OPTIONAL: Fields = { dueAtMs: 'number', reason: 'string' };

const isEntry = (value: unknown): value is JournalEntry & { readonly v: 1 } => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const required = Object.entries(REQUIRED).find(([kind]) => kind === fields.get('kind'))?.[1];
  const has = ([name, type]: [string, FieldType]): boolean => typeof fields.get(name) === type;
  return (
    fields.get('v') === 1 &&
    required !== undefined &&
    Object.entries({ ...SUBJECT, ...required }).every(has) &&
    Object.entries(OPTIONAL).every((field) => !fields.has(field[0]) || has(field))
  );
};
