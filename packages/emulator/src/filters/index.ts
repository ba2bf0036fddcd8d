export { parseFilter } from './parse-filter.js';
