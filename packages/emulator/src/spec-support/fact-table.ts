import type { Fact } from '../facts/fact.js';
import { FACTS } from '../facts/facts.js';
import type { FactTest } from './fact-tests.js';

const SECTIONS: Readonly<Record<string, string>> = {
  F1: 'Limits',
  F2: 'Channels',
  F3: 'Delivery',
  F4: 'Message ids',
  F5: 'Errors',
  F6: 'Consumer groups and large messages',
  F7: 'STOMP',
  F8: 'REST, signatures and SDKs',
};

const INTRODUCTION = `# Facts and their tests

What is known about OCI Queue, and which tests show that the emulator, or a client of ours, does the same. Made from the facts in
\`packages/emulator/src/facts\` and the names of the tests by \`npm run docs:facts\`; do not edit it.

_Documented_: Oracle says so. _Observed_: seen on the live service by somebody who published it. _In SDK code_: read in the source
of an SDK or of another repository. _Verified_: the real SDK was run against a server of ours. _Reported_: a third party says so.
_Assumed_: inferred, and what we chose. _Unknown_: nobody says.
`;

/** The page \`docs/emulator/facts.md\`. */
export const factTable = (tests: readonly FactTest[]): string =>
  [INTRODUCTION, ...Object.entries(SECTIONS).map(([id, title]) => section(id, title, tests))].join('\n');

const section = (id: string, title: string, tests: readonly FactTest[]): string => {
  const rows = Object.entries<Fact>(FACTS).filter(([factId]) => factId.startsWith(`${id}.`));
  const lines = rows.map(([factId, fact]) =>
    row([factId, fact.text, known(fact), shown(factId, fact, tests)]),
  );
  return [
    `## ${title}\n`,
    row(['id', 'fact', 'known', 'shown by']),
    row(['-', '-', '-', '-']),
    ...lines,
    '',
  ].join('\n');
};

const known = ({ confidence, source }: Fact): string => `${confidence}: ${source}`;

const shown = (id: string, { untested }: Fact, tests: readonly FactTest[]): string => {
  if (untested !== undefined) return `_not tested: ${untested}_`;
  return tests
    .filter(({ ids }) => ids.includes(id))
    .map(({ file, name }) => `\`${file}\`: ${name}`)
    .join('<br>');
};

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
