import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const LOCK = JSON.stringify({ packages: { 'node_modules/rxjs': { version: '7.8.2' } } });

/** Stands in for npm: `ci` succeeds and leaves its record, or fails with a text when the folder asks for it. */
const NPM = `
const { existsSync, writeFileSync, mkdirSync } = require('node:fs');
if (existsSync('npm-fails')) { console.error('npm stand-in: no registry'); process.exit(9); }
mkdirSync('node_modules', { recursive: true });
writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(LOCK)});
console.log('npm stand-in: added 1 package');
`;
const TSC = `
if (require('node:fs').existsSync('tsc-fails')) { console.log('tsc stand-in: TS2322'); process.exit(2); }
console.log('tsc stand-in', process.argv.slice(2).join(' '));
`;

/** A workspace that looks like ours to the bootstrap, with npm, tsc, nx and the quickstart replaced by scripts. */
export const standInWorkspace = ({ quickstart = '', nx = '', installed = true }) => {
  const root = mkdtempSync(join(tmpdir(), 'snoozeq-workspace-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const put = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  put('package.json', JSON.stringify({ workspaces: ['packages/*', 'missing/*'] }));
  put('package-lock.json', LOCK);
  utimesSync(join(root, 'package-lock.json'), 100, 100);
  if (installed) put('node_modules/.package-lock.json', LOCK);
  put('node_modules/typescript/package.json', JSON.stringify({ bin: { tsc: './bin/tsc' } }));
  put('node_modules/typescript/bin/tsc', TSC);
  put('node_modules/nx/package.json', JSON.stringify({ bin: { nx: './somewhere/nx.js' } }));
  put('node_modules/nx/somewhere/nx.js', nx);
  put('npm/npm-cli.js', NPM);
  put('packages/core/package.json', '{}');
  put('apps/quickstart/dist/main.js', quickstart);
  cpSync(HERE, join(root, 'tools', 'bootstrap'), {
    recursive: true,
    filter: (source) => !source.includes('out-tsc') && !source.includes('node_modules'),
  });
  return {
    root,
    put,
    entry: (name) => join(root, 'tools', 'bootstrap', name),
    env: { ...process.env, npm_execpath: join(root, 'npm', 'npm-cli.js') },
  };
};
