/** Shapes that details of queues and of consumer groups have in common. Ranges are checked with the limits. */
export const integer = { type: ['integer', 'null'] } as const;
export const text = { type: ['string', 'null'] } as const;
export const flag = { type: ['boolean', 'null'] } as const;
export const freeformTags = { type: ['object', 'null'], additionalProperties: { type: 'string' } } as const;
/** Namespaces of tags, whose values may be of any type. */
export const definedTags = { type: ['object', 'null'], additionalProperties: { type: 'object' } } as const;
