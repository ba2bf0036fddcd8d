type Given<T, K extends keyof T> = { readonly [N in K]?: NonNullable<T[N]> };

/** The named fields that are there. Null means: left out. */
export const givenFields = <T extends object, K extends keyof T>(
  details: T,
  names: readonly K[],
): Given<T, K> =>
  Object.fromEntries(
    names.flatMap((name) => (details[name] == null ? [] : [[name, details[name]]])),
  ) as Given<T, K>;
