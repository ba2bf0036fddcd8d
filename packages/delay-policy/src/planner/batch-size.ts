/** Most messages of one call. OCI limit, documented: 20 for put, get, update and delete. */
export const MESSAGES_PER_CALL = 20;
