module.exports = { displayName: '@snoozeq/transport-stomp', ...require('../../jest.preset.cjs') };
