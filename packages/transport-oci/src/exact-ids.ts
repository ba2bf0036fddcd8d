/**
 * Ids of 16 and more digits, which a double may round. Such a match is always a field: inside a JSON string every quote has a
 * backslash before it, so the text `"id":` cannot occur there.
 */
const LONG_ID = /"id"(\s*:\s*)(\d{16,})/g;

/** Parses a reply; message ids that a number cannot hold exactly come out as strings. */
export const parseWithExactIds = (json: string): unknown => JSON.parse(json.replace(LONG_ID, '"id"$1"$2"'));
