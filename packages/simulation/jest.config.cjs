module.exports = { displayName: '@snoozeq/simulation', ...require('../../jest.preset.cjs') };
