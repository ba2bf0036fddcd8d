import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { nodeProblem } from './check-node.mjs';

const pretend = (version) =>
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}})`;

const runEntry = (entry, version) =>
  spawnSync(
    process.execPath,
    ['--import', pretend(version), fileURLToPath(new URL(entry, import.meta.url))],
    {
      encoding: 'utf8',
    },
  );

describe('nodeProblem', () => {
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.10.0']) {
    test(`${version} will do`, () => assert.equal(nodeProblem(version), undefined));
  }
  for (const version of ['14.21.3', '18.20.8', '19.9.0', '20.9.0', '20.18.3']) {
    test(`${version} is refused with the found version, the needed one and the remedy`, () => {
      const problem = nodeProblem(version);
      assert.match(problem, new RegExp(`found ${version.replaceAll('.', '\\.')}`));
      assert.match(problem, />= 20\.19/);
      assert.match(problem, /Install Node 24/);
      assert.equal(problem.split('\n').length, 1);
    });
  }
});

describe('an old Node', () => {
  for (const entry of ['start.mjs', 'test.mjs']) {
    test(`${entry} ends with code 1, one line on stderr and nothing on stdout`, () => {
      const { status, stdout, stderr } = runEntry(entry, '18.20.8');
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.equal(stderr, `${nodeProblem('18.20.8')}\n`);
    });
  }
});
