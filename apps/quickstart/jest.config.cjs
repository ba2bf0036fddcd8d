module.exports = { displayName: '@snoozeq/quickstart-app', ...require('../../jest.preset.cjs') };
