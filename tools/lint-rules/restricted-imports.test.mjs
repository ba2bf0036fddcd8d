import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rulesAgainst } from './lint-snippet.mjs';

const RULE = '@typescript-eslint/no-restricted-imports';
const value = (name) => `export * as x from '${name}';`;
const type = (name) => `import type { X } from '${name}';\nexport type Y = X;`;

const check = (cases, expected) => {
  for (const [file, code] of cases) {
    test(`${file}: ${code.split('\n')[0]}`, async () => {
      // The other rules about imports have tests of their own.
      const rules = (await rulesAgainst(file, code)).filter((rule) => rule === RULE);
      assert.deepEqual(rules, expected);
    });
  }
};

describe('refused', () => {
  check(
    [
      ['packages/core/src/consumer/snippet.ts', value('inversify')],
      ['packages/core/src/consumer/snippet.ts', type('inversify')],
      ['packages/core/src/consumer/snippet.ts', "import 'reflect-metadata';"],
      ['packages/core/src/clock/snippet.ts', value('inversify')],
      ['packages/snoozeq/src/snippet.ts', value('inversify')],
      ['packages/delay-policy/src/snippet.ts', value('inversify')],
      ['packages/delay-policy/src/snippet.ts', value('rxjs')],
      ['packages/delay-policy/src/snippet.ts', value('rxjs/operators')],
      ['packages/delay-policy/src/snippet.ts', type('oci-queue')],
      ['packages/queue-engine/src/snippet.ts', value('rxjs')],
      ['packages/queue-engine/src/operations/snippet.ts', value('undici')],
      ['packages/queue-engine/src/snippet.ts', value('@snoozeq/core')],
      ['packages/queue-engine/src/snippet.ts', value('node:timers/promises')],
      ['packages/emulator/src/rest/snippet.ts', value('@snoozeq/core')],
      ['packages/emulator/src/rest/snippet.ts', value('inversify')],
      ['packages/wire-clock/src/snippet.ts', value('@snoozeq/core')],
      ['apps/consumer/src/snippet.ts', value('@snoozeq/emulator')],
      ['apps/producer/src/deep/snippet.ts', value('@snoozeq/emulator')],
    ],
    [RULE],
  );
});

describe('allowed', () => {
  check(
    [
      ['packages/core/src/di/snippet.ts', value('inversify')],
      ['packages/core/src/consumer/di/deep/snippet.ts', value('inversify')],
      ['packages/emulator/src/emulator.module.ts', value('inversify')],
      ['packages/delay-policy/src/di/snippet.ts', value('inversify')],
      ['packages/core/src/consumer/snippet.spec.ts', value('inversify')],
      ['packages/queue-engine/src/spec-model/snippet.ts', value('fast-check')],
      ['packages/snoozeq/examples/snippet.ts', value('inversify')],
      ['apps/consumer/src/main.ts', value('inversify')],
      ['packages/core/src/operators/snippet.ts', value('rxjs')],
      ['packages/transport-oci/src/snippet.ts', value('oci-queue')],
      ['packages/delay-policy/src/snippet.ts', value('@snoozeq/core')],
      ['packages/delay-policy/src/snippet.ts', value('./planner.js')],
      ['packages/delay-policy/src/snippet.ts', value('..')],
      ['packages/queue-engine/src/snippet.ts', type('@snoozeq/core')],
      ['packages/emulator/src/rest/snippet.ts', value('@snoozeq/core/base')],
      ['packages/emulator/src/rest/snippet.ts', type('@snoozeq/core')],
      ['packages/queue-engine/src/snippet.spec.ts', value('fast-check')],
      ['apps/quickstart/src/snippet.ts', value('@snoozeq/emulator')],
      ['apps/consumer/src/snippet.spec.ts', value('@snoozeq/emulator')],
    ],
    [],
  );
});
