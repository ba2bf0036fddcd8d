const SHOWN_CHARACTERS = 40;

/** A value from a stranger, for a reason or an error: cut and quoted, so that it stays short and on one line. */
export const shownValue = (value: string): string =>
  JSON.stringify(value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value);
