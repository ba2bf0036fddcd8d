module.exports = { displayName: '@snoozeq/emulator', ...require('../../jest.preset.cjs') };
