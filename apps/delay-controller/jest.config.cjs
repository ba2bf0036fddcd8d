module.exports = { displayName: '@snoozeq/delay-controller-app', ...require('../../jest.preset.cjs') };
