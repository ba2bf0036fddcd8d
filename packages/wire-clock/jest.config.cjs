module.exports = { displayName: '@snoozeq/wire-clock', ...require('../../jest.preset.cjs') };
