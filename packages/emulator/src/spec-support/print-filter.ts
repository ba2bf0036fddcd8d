import type { FilterNode } from '../filters/filter.js';

/** The text of a filter, the way back from `readFilter`; parentheses only where they change the meaning. */
export const printFilter = (node: FilterNode): string => {
  switch (node.kind) {
    case 'present':
      return `:${node.key}`;
    case 'text':
      return `:${node.key} = "${node.text.replace(/["\\]/g, '\\$&')}"`;
    case 'number':
      return `:${node.key} ${node.operator} ${node.number}`;
    case 'and':
      return node.of
        .map((part) => (part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part)))
        .join(' AND ');
    case 'or':
      return node.of.map(printFilter).join(' OR ');
    default:
      return node satisfies never;
  }
};
