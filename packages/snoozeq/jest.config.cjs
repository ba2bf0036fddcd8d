module.exports = { displayName: 'snoozeq', ...require('../../jest.preset.cjs') };
