import shared from '../../eslint.config.mjs';

export default [{ ignores: ['.cache'] }, ...shared];
