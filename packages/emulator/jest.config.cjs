const preset = require('../../jest.preset.cjs');

module.exports = {
  ...preset,
  displayName: '@snoozeq/emulator',
  testMatch: [...preset.testMatch, '<rootDir>/examples/**/*.spec.ts'],
};
