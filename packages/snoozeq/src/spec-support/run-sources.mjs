// `node --import run-sources.mjs --conditions @snoozeq/source app.ts`: runs an app from its sources, without a build.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

const IS_SOURCE = /^file:.*(?<!\.d)\.ts$/;

export const resolve = (specifier, context, next) =>
  IS_SOURCE.test(context.parentURL ?? '') && /^\.{1,2}\/.*\.js$/.test(specifier)
    ? next(specifier.replace(/\.js$/, '.ts'), context)
    : next(specifier, context);

export const load = async (url, context, next) => {
  if (!IS_SOURCE.test(url)) return next(url, context);
  const { transform } = await import('@swc/core');
  const options = JSON.parse(readFileSync(new URL('../../../../.swcrc', import.meta.url), 'utf8'));
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...options, filename, swcrc: false });
  return { format: 'module', shortCircuit: true, source: code };
};

// The hooks run in a thread of their own, which loads this file again and must not register them once more.
const HOOKS = `${import.meta.url}?hooks`;
if (!import.meta.url.endsWith('?hooks')) register(HOOKS);
