import { FACTS } from '../facts/facts.js';
import { OCI_LIMITS, type Limit } from '../limits/limits.js';
import { MODES, type Mode } from '../limits/modes.js';

const INTRODUCTION = `# Limits and modes

Every limit of OCI Queue is enforced, with the number that Oracle documents or, where it names none, the one that is reported. KB are
1 024 bytes, MB and GB decimal. Where nobody says how the service behaves there is a mode: what the emulator does by default, and what
else it can do. Run your consumers against the values that are worst for them.

\`snoozeq-emulator --limits\` prints both tables as they are with the other flags. \`--limit name=number\`, \`--limit name=off\` and
\`--mode name=value\` change one; in a program they are the options \`limits\` and \`modes\` of \`startEmulator\`. Made from
\`OCI_LIMITS\` and \`MODES\` by \`npm run docs:facts\`; do not edit it. How well each is known: see [Facts](facts.md).
`;

/** The page `docs/emulator/limits.md`. */
export const limitsPage = (): string =>
  [
    INTRODUCTION,
    '## Limits\n',
    row(['name', 'from', 'to', 'unit', 'known', 'fact', 'source']),
    row(['-', '-:', '-:', '-', '-', '-', '-']),
    ...Object.entries<Limit>(OCI_LIMITS).map(([name, limit]) =>
      row([
        `\`${name}\``,
        String(limit.min),
        String(limit.max),
        limit.unit,
        limit.confidence,
        limit.fact,
        limit.source,
      ]),
    ),
    '\n## Modes\n',
    row(['name', 'default', 'else', 'known', 'fact', 'meaning']),
    row(['-', '-', '-', '-', '-', '-']),
    ...Object.entries<Mode>(MODES).map(
      ([
        name,
        {
          values: [first = '', ...others],
          fact,
          text,
        },
      ]) => row([`\`${name}\``, first, others.join(', '), FACTS[fact].confidence, fact, text]),
    ),
    '',
  ].join('\n');

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
