import { readFileSync } from 'node:fs';

export type Row = readonly string[];

/** The tables of `docs/delay-policy.md` under a heading: rows without the headings, cells without their backticks. */
export const tablesUnder = (heading: string): readonly (readonly Row[])[] => {
  const page = readFileSync(new URL('../../../../docs/delay-policy.md', import.meta.url), 'utf8');
  const section = page.split(`\n${heading}\n`)[1]?.split('\n#')[0] ?? '';
  return section
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .map((block) => block.trim().split('\n').slice(2).map(cellsOf));
};

const cellsOf = (line: string): Row =>
  line
    .slice(2, -2)
    .split(' | ')
    .map((cell) => cell.trim().replace(/^`+ ?| ?`+$/g, ''));
