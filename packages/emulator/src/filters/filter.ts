/** How a number of a filter is compared with the number in a property. */
export const NUMBER_OPERATORS = ['=', '<', '<=', '>', '>='] as const;
export type NumberOperator = (typeof NUMBER_OPERATORS)[number];

/** A filter as it was read. */
export type FilterNode =
  | { readonly kind: 'present'; readonly key: string }
  | { readonly kind: 'text'; readonly key: string; readonly text: string }
  | {
      readonly kind: 'number';
      readonly key: string;
      readonly operator: NumberOperator;
      readonly number: number;
    }
  /** Two or more; AND binds closer than OR (assumed, as in SQL). */
  | { readonly kind: 'and' | 'or'; readonly of: readonly FilterNode[] };

/** Decides on the custom properties of a message; absent ones are none. */
export type Filter = (properties: Readonly<Record<string, string>> | undefined) => boolean;
