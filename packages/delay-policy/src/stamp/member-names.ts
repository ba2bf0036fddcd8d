const STRING = /"(?:[^"\\]+|\\.)*"/y;
const COLON = /\s*:/y;

/**
 * Names of the members of the outer object of a JSON text, and of the object that is its member `inner`, in order and with repeats:
 * a parser would silently keep the last of two, and that one could be due earlier. The text must be valid JSON.
 */
export const memberNames = (json: string, inner: string): { outer: string[]; inner: string[] } => {
  const names: { outer: string[]; inner: string[] } = { outer: [], inner: [] };
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at);
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === '"') {
      STRING.lastIndex = at;
      const [text = '"'] = STRING.exec(json) ?? [];
      at += text.length - 1;
      COLON.lastIndex = at + 1;
      if (depth > 2 || !COLON.test(json)) continue;
      const name = JSON.parse(text) as string;
      if (depth === 1) names.outer.push(name);
      else if (names.outer.at(-1) === inner) names.inner.push(name);
    }
  }
  return names;
};
