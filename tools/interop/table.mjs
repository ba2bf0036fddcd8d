import { OPERATIONS } from './operations.mjs';

/** What a column says about an operation: `ok` and the statuses of the refusals, each with its count beyond one. */
const cell = (outcomes) => {
  if (!outcomes) return '';
  const names = Object.keys(outcomes).sort(
    (a, b) => Number(b === 'ok') - Number(a === 'ok') || (a < b ? -1 : 1),
  );
  return names.map((outcome) => `${outcome}${times(outcomes[outcome].length)}`).join(', ');
};

const times = (count) => (count === 1 ? '' : ` (${count})`);

const rowsOf = (results) => {
  const found = new Set(Object.values(results).flatMap((operations) => Object.keys(operations)));
  const others = [...found].filter((operation) => !OPERATIONS.includes(operation)).sort();
  return { calls: OPERATIONS.filter((operation) => found.has(operation)), others };
};

const markdown = (header, rows) => {
  const widths = header.map((_, at) => Math.max(3, ...[header, ...rows].map((row) => [...row[at]].length)));
  const line = (cells) => `| ${cells.map((text, at) => text.padEnd(widths[at])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** SDK × operation × result, as Markdown; `versions` by SDK, which has a column where it has anything to say. Prettier would change nothing in it. */
export const resultTable = (results, versions) => {
  const { calls, others } = rowsOf(results);
  const table = (first, operations) => {
    const sdks = Object.keys(results).filter((sdk) => operations.some((name) => results[sdk][name]));
    const row = (operation) => [operation, ...sdks.map((sdk) => cell(results[sdk][operation]))];
    return markdown([first, ...sdks.map((sdk) => `${sdk} ${versions[sdk]}`)], operations.map(row));
  };
  return [table('operation', calls), '', table('beyond single calls', others)].join('\n');
};
