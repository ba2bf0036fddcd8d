// JSON.stringify writes no number like 1e400 and no key twice; a marker that is replaced afterwards does.

const MARKER = /"@@(.*?)@@"/g;

/** A value that is written into the JSON text as it is. */
export const raw = (text) => `@@${text}@@`;

export const jsonText = (value) =>
  JSON.stringify(value).replace(MARKER, (_all, inner) => JSON.parse(`"${inner}"`));

/** The object or list that holds the end of `path`, and the name of that end. */
const holder = (json, path) => {
  const names = path.split('.');
  const last = names.pop();
  return [names.reduce((value, name) => value?.[name], json), last];
};

/** Sets what `path` names; does nothing where an earlier change has taken its holder away. */
export const setAt = (json, path, value) => {
  const [inside, name] = holder(json, path);
  if (typeof inside === 'object' && inside !== null) inside[name] = value;
};

export const removeAt = (json, path) => {
  const [inside, name] = holder(json, path);
  if (typeof inside === 'object' && inside !== null) delete inside[name];
};
