import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createProjectGraphAsync } from '@nx/devkit';
import { messageIdsAgainst } from './lint-snippet.mjs';

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
const FOR_TESTS = ['testing', 'queue-engine', 'delay-policy', 'wire-clock', 'emulator', 'transport-memory'];
const MAY_IMPORT = [
  ['packages/core', [], []],
  ['packages/delay-policy', ['core'], []],
  ['packages/queue-engine', ['core'], []],
  ['packages/transport-memory', ['core', 'queue-engine'], FOR_TESTS],
  ['packages/transport-oci', ['core'], FOR_TESTS],
  ['packages/wire-clock', ['core'], []],
  ['packages/emulator', ['core', 'queue-engine', 'wire-clock'], FOR_TESTS],
  ['packages/testing', ['core', 'delay-policy', 'queue-engine'], FOR_TESTS],
  ['packages/snoozeq', ['core', 'delay-policy', 'transport-oci'], FOR_TESTS],
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
for (const app of ['producer', 'consumer', 'quickstart', 'delay-controller']) {
  MAY_IMPORT.push([`apps/${app}`, APP, FOR_TESTS]);
}

const LAYER = 'onlyTagsConstraintViolation';
const CYCLE = 'noCircularDependencies';

const objections = async (file, name) =>
  (await messageIdsAgainst(file, `export * as x from '${name}';`)).filter((id) =>
    [LAYER, CYCLE].includes(id),
  );

/** Package to the ids of what the rule has against importing it from `folder`. */
const verdicts = async (folder, file) => {
  const others = Object.entries(FOLDERS).filter(([other]) => folder !== `packages/${other}`);
  return Promise.all(
    others.map(async ([other, name]) => ({ other, ids: await objections(`${folder}/src/${file}`, name) })),
  );
};

/**
 * The rule reports a cycle first and then no layer, so either of them counts as a refusal. Which cycles there are
 * depends on the imports of the day, so a cycle says nothing about what the layers allow.
 */
const checkFile = async (folder, file, allowed) => {
  const all = await verdicts(folder, file);
  const namesOf = (some) => some.map(({ other }) => other);
  const accepted = all.filter(({ ids }) => ids.length === 0);
  const refusedByLayer = all.filter(({ ids }) => ids.includes(LAYER));
  assert.deepEqual(
    namesOf(accepted).filter((other) => !allowed.includes(other)),
    [],
    'accepted against the table',
  );
  assert.deepEqual(
    namesOf(refusedByLayer).filter((other) => allowed.includes(other)),
    [],
    'refused against the table',
  );
};

describe('module boundaries', () => {
  for (const [folder, inSources, inSpecsToo] of MAY_IMPORT) {
    test(`sources of ${folder} may import ${inSources.join(', ') || 'nothing'}`, () =>
      checkFile(folder, 'snippet.ts', inSources));
    for (const file of ['snippet.spec.ts', 'spec-support/snippet.ts']) {
      test(`${file} of ${folder} may import ${inSpecsToo.join(', ') || 'nothing'} on top`, () =>
        checkFile(folder, file, [...inSources, ...inSpecsToo]));
    }
  }
});

for (const [file, allowed] of [
  ['packages/snoozeq/examples/snippet.ts', true],
  ['packages/snoozeq/src/snippet.spec.ts', true],
  ['packages/snoozeq/src/snippet.ts', false],
]) {
  test(`${file} ${allowed ? 'may' : 'may not'} import its own package by name`, async () => {
    const ids = await messageIdsAgainst(file, "export * as x from 'snoozeq';");
    assert.equal(ids.length === 0, allowed, ids.join());
  });
}
