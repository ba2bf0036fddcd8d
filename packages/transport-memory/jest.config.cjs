module.exports = { displayName: '@snoozeq/transport-memory', ...require('../../jest.preset.cjs') };
