import type { WorkRequestError } from '../work-requests/work-request.js';

/** Why a work request fails whose resource went while it waited. The code is assumed. */
export const hasGone = (what: string): WorkRequestError => ({
  code: 'NotAuthorizedOrNotFound',
  message: `${what} was deleted before the work request could finish.`,
});
