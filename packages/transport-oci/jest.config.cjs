module.exports = { displayName: '@snoozeq/transport-oci', ...require('../../jest.preset.cjs') };
