// Requests that are right in every respect, in enough detail to know what would make them wrong.
import { ADMIN_PLANE } from './operations/admin-plane.mjs';
import { DATA_PLANE } from './operations/data-plane.mjs';
import { OWN } from './operations/own.mjs';

/**
 * `path` uses the world's names in braces. `query` and `fields` say what values are right; a field is named by its path in the
 * body. `body` makes the body of a request that would succeed.
 */
export const OPERATIONS = [...DATA_PLANE, ...ADMIN_PLANE, ...OWN];

/** Every method that means something at the path of an operation. */
export const methodsAt = ({ path }) =>
  OPERATIONS.filter((each) => each.path === path).map(({ method }) => method);
