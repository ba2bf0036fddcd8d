const MAX_QUOTED_LENGTH = 40;

/** A foreign text for an error: quoted, short, and without anything that a terminal would obey. */
export const quoted = (text: string): string => {
  const shown = text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
  return JSON.stringify(shown).replace(/\p{C}/gu, '?');
};
