module.exports = { displayName: '@snoozeq/consumer-app', ...require('../../jest.preset.cjs') };
