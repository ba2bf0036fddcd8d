import { FACTS } from '../facts/facts.js';
import { OCI_LIMITS, withLimits, type LimitName, type Limits } from './limits.js';
import { MODES, withModes, type ModeName, type Modes } from './modes.js';

/** Every limit and every mode as text, one a line: what it is here, how well it is known, and what says so. */
export const limitsTable = (limits: Limits = withLimits(), modes: Modes = withModes()): string => {
  const limitNames = Object.keys(OCI_LIMITS) as LimitName[];
  const modeNames = Object.keys(MODES) as ModeName[];
  return [
    'Limits',
    ...aligned([
      ['limit', 'from', 'to', 'unit', 'known', 'source'],
      ...limitNames.map((name) => limitRow(name, limits)),
    ]),
    '',
    'Modes: what OCI Queue leaves open',
    ...aligned([
      ['mode', 'value', 'can be', 'known', 'meaning'],
      ...modeNames.map((name) => modeRow(name, modes)),
    ]),
    '',
  ].join('\n');
};

const limitRow = (name: LimitName, limits: Limits): readonly string[] => {
  const { min, max, unit, confidence, source } = limits[name];
  return [name, `${min}`, max === Infinity ? 'off' : `${max}`, unit, confidence, source];
};

const modeRow = (name: ModeName, modes: Modes): readonly string[] => {
  const { values, fact, text } = MODES[name];
  return [name, modes[name], values.join(' | '), FACTS[fact].confidence, text];
};

/** Pads every column but the last to its widest cell. */
const aligned = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_title, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
};
