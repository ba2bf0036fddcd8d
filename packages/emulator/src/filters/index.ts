export type { Filter } from './filter.js';
export { parseFilter } from './parse-filter.js';
