module.exports = { displayName: '@snoozeq/queue-engine', ...require('../../jest.preset.cjs') };
