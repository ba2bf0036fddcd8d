import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contractCases, runContractCase, type ContractCase } from '@snoozeq/testing';
import { emulatorHarness } from './test-support/emulator-harness.js';
import type { Interference } from './test-support/wire-proxy.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'snoozeq-faults-'));
});
afterAll(() => rm(directory, { recursive: true }));

const caseNamed = (name: string): ContractCase => {
  const found = contractCases.find((known) => known.name === name);
  if (!found) throw new Error(`no contract case is called '${name}'`);
  return found;
};

/** Every reply with some of its text replaced. */
const withReplies = (pattern: RegExp, by: (part: string) => string): Interference => ({
  onReply: (_call, body) => body.replace(pattern, by),
});
const withoutFirst = (list: string): string =>
  `[${list
    .slice(1, -1)
    .split(/(?<=\}),(?=\{)/)
    .slice(1)}]`;

const FAULTS: readonly [fault: string, interference: Interference, caughtBy: string][] = [
  [
    'a peek is not counted',
    withReplies(/"deliveryCount":\d+/g, () => '"deliveryCount":1'),
    'a peek counts as a delivery and leaves the message visible',
  ],
  [
    'a parser on the way rounds ids to doubles',
    withReplies(/(?<="id":)\d+/g, (id) => String(Number(id))),
    'ids are distinct decimal strings with every digit',
  ],
  [
    'expiry is told an hour late',
    withReplies(/(?<="expireAfter":")[^"]+/g, (at) => new Date(Date.parse(at) + 3_600_000).toISOString()),
    'creation and expiry are told in queue time',
  ],
  [
    'results lack their first entry',
    withReplies(/(?<="entries":)\[.*\]/g, withoutFirst),
    'ack tells every entry apart, in order',
  ],
  [
    'the text of a message is read in another encoding',
    withReplies(/ü/g, () => '?'),
    'content comes back unchanged, unicode and quotes included',
  ],
];

describe('over HTTP the contract suite notices that', () => {
  test.each(FAULTS)('%s', async (_fault, interference, caughtBy) => {
    const broken = runContractCase(caseNamed(caughtBy), emulatorHarness(directory, interference));
    await expect(broken).rejects.toMatchObject({ name: 'AssertionError' });
  });

  test('nothing is wrong with the network of these tests itself', async () => {
    for (const [, , name] of FAULTS) {
      await expect(runContractCase(caseNamed(name), emulatorHarness(directory, {}))).resolves.toBeUndefined();
    }
  });
});
