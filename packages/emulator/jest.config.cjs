const preset = require('../../jest.preset.cjs');

module.exports = {
  ...preset,
  displayName: '@snoozeq/emulator',
  // Seen once: all tests had passed, and the process did not end. Until its cause is known, it must not hold up a build.
  forceExit: true,
  testMatch: [...preset.testMatch, '<rootDir>/examples/**/*.spec.ts'],
};
