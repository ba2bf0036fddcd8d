module.exports = { displayName: '@snoozeq/delay-policy', ...require('../../jest.preset.cjs') };
