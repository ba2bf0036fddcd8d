module.exports = { displayName: '@snoozeq/testing', ...require('../../jest.preset.cjs') };
