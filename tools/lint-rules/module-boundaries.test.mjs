import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createProjectGraphAsync } from '@nx/devkit';
import { rulesAgainst } from './lint-snippet.mjs';

// The rule reads the graph that Nx has stored, and is silent when there is none.
before(() => createProjectGraphAsync({ exitOnError: false }));

const FOLDERS = {
  core: '@snoozeq/core',
  'delay-policy': '@snoozeq/delay-policy',
  'queue-engine': '@snoozeq/queue-engine',
  'transport-memory': '@snoozeq/transport-memory',
  'transport-oci': '@snoozeq/transport-oci',
  'wire-clock': '@snoozeq/wire-clock',
  emulator: '@snoozeq/emulator',
  testing: '@snoozeq/testing',
  snoozeq: 'snoozeq',
};

/** Who a package's sources may import, and who its specs may import on top. Written out: a second opinion. */
const MAY_IMPORT = [
  ['packages/core', [], []],
  ['packages/delay-policy', ['core'], []],
  ['packages/queue-engine', ['core'], []],
  ['packages/transport-memory', ['core', 'queue-engine'], ['testing', 'delay-policy', 'emulator']],
  [
    'packages/transport-oci',
    ['core'],
    ['testing', 'delay-policy', 'queue-engine', 'emulator', 'transport-memory'],
  ],
  ['packages/wire-clock', ['core'], []],
  [
    'packages/emulator',
    ['core', 'queue-engine', 'wire-clock'],
    ['testing', 'delay-policy', 'transport-memory'],
  ],
  ['packages/testing', ['core', 'delay-policy', 'queue-engine'], ['transport-memory', 'emulator']],
  [
    'packages/snoozeq',
    ['core', 'delay-policy', 'transport-oci'],
    ['testing', 'queue-engine', 'emulator', 'transport-memory'],
  ],
];
const APP = [
  'core',
  'delay-policy',
  'transport-memory',
  'transport-oci',
  'wire-clock',
  'snoozeq',
  'emulator',
];
for (const app of ['producer', 'consumer', 'quickstart']) {
  MAY_IMPORT.push([`apps/${app}`, APP, ['testing', 'queue-engine']]);
}

const objections = async (file, name) =>
  (await rulesAgainst(file, `export * as x from '${name}';`)).filter((rule) => rule.startsWith('@nx/'));

const refusedBy = async (folder, file) => {
  const others = Object.entries(FOLDERS).filter(([other]) => folder !== `packages/${other}`);
  const verdicts = await Promise.all(
    others.map(async ([other, name]) => [other, await objections(`${folder}/src/${file}`, name)]),
  );
  return verdicts.filter(([, rules]) => rules.length > 0).map(([other]) => other);
};
const allBut = (folder, allowed) =>
  Object.keys(FOLDERS).filter((other) => folder !== `packages/${other}` && !allowed.includes(other));

describe('module boundaries', () => {
  for (const [folder, inSources, inSpecsToo] of MAY_IMPORT) {
    test(`sources of ${folder} may import ${inSources.join(', ') || 'nothing'}`, async () =>
      assert.deepEqual(await refusedBy(folder, 'snippet.ts'), allBut(folder, inSources)));
    test(`specs of ${folder} may import ${inSpecsToo.join(', ') || 'nothing'} on top`, async () =>
      assert.deepEqual(
        await refusedBy(folder, 'snippet.spec.ts'),
        allBut(folder, [...inSources, ...inSpecsToo]),
      ));
  }
});
