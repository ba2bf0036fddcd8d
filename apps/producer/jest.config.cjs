module.exports = { displayName: '@snoozeq/producer-app', ...require('../../jest.preset.cjs') };
