// One Jest set-up for every project: native ES modules, compiled by swc; types are checked by the `typecheck` target.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const swc = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));

module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@snoozeq/source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  reporters: [
    'default',
    // Leaves the totals that `npm test` adds up.
    join(__dirname, 'tools/bootstrap/jest-summary-reporter.cjs'),
    join(__dirname, 'tools/bootstrap/jest-ending-reporter.cjs'),
  ],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
};
