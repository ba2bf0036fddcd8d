/** The field of a value whose shape is not known, when it is a string. */
export const stringField = (value: unknown, name: string): string | undefined => {
  const field = anyField(value, name);
  return typeof field === 'string' ? field : undefined;
};

export const numberField = (value: unknown, name: string): number | undefined => {
  const field = anyField(value, name);
  return typeof field === 'number' ? field : undefined;
};

const anyField = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
