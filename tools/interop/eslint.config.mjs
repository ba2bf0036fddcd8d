import shared from '../../eslint.config.mjs';

export default [{ ignores: ['.cache', 'examples/testcontainers'] }, ...shared];
