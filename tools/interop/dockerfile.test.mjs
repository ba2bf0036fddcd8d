import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { execForm, readDockerfile } from './dockerfile.mjs';
import { WORKSPACE } from './places.mjs';

test('instructions are read with their stages, comments are not', () => {
  const text =
    '# first\nFROM a AS build\nRUN one two\n\nFROM b\nHEALTHCHECK --retries=2 CMD ["node", "-e", "[1]"]\n';
  const lines = readDockerfile(text);
  assert.deepEqual(
    lines.map(({ stage, name }) => `${stage} ${name}`),
    ['0 FROM', '0 RUN', '1 FROM', '1 HEALTHCHECK'],
  );
  assert.deepEqual(execForm(lines[3]), ['node', '-e', '[1]']);
});

test('the image of the emulator has every package that the emulator depends on', () => {
  const manifest = (name) =>
    JSON.parse(readFileSync(join(WORKSPACE, 'packages', name, 'package.json'), 'utf8')).dependencies ?? {};
  const ours = (name) =>
    Object.keys(manifest(name))
      .filter((dependency) => dependency.startsWith('@snoozeq/'))
      .map((dependency) => dependency.replace('@snoozeq/', ''));
  const needed = new Set(['emulator']);
  for (const name of needed) for (const dependency of ours(name)) needed.add(dependency);
  const text = readFileSync(join(WORKSPACE, 'packages', 'emulator', 'Dockerfile'), 'utf8');
  const packed = [...text.matchAll(/--workspace packages\/(\S+)/g)].map(([, name]) => name);
  assert.deepEqual(packed.sort(), [...needed].sort());
});
