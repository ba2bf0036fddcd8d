import type { Filter, FilterNode, NumberOperator } from './filter.js';

type Properties = Readonly<Record<string, string>>;

const COMPARE: Readonly<Record<NumberOperator, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** A property that is absent, or no number where one is compared, matches nothing (assumed). */
export const compileFilter = (node: FilterNode): Filter => {
  switch (node.kind) {
    case 'present':
      return (properties) => valueOf(properties, node.key) !== undefined;
    case 'text':
      return (properties) => valueOf(properties, node.key) === node.text;
    case 'number':
      return (properties) => COMPARE[node.operator](numberIn(valueOf(properties, node.key)), node.number);
    case 'and': {
      const parts = node.of.map(compileFilter);
      return (properties) => parts.every((part) => part(properties));
    }
    case 'or': {
      const parts = node.of.map(compileFilter);
      return (properties) => parts.some((part) => part(properties));
    }
    default:
      return node satisfies never;
  }
};

const valueOf = (properties: Properties | undefined, key: string): string | undefined =>
  properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** NaN compares with nothing. Forms that only JavaScript takes for numbers, such as 0x10, are none. */
const numberIn = (text: string | undefined): number =>
  text !== undefined && DECIMAL.test(text) ? Number(text) : Number.NaN;
