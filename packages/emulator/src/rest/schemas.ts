/** Shapes only: ranges are checked with the limits, whose messages name the value. */
export const queueParams = {
  type: 'object',
  required: ['queueId'],
  properties: { queueId: { type: 'string' } },
} as const;

export const receiptParams = {
  type: 'object',
  required: ['queueId', 'receipt'],
  properties: { queueId: { type: 'string' }, receipt: { type: 'string' } },
} as const;

/** Query values arrive as text; a name that is sent twice arrives as an array and fails here. */
export const textQuery = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});

export const entriesBody = (properties: Readonly<Record<string, { readonly type: string }>>) => ({
  type: 'object',
  required: ['entries'],
  properties: {
    entries: { type: 'array', items: { type: 'object', required: Object.keys(properties), properties } },
  },
});

export interface QueueParams {
  readonly queueId: string;
}

export interface ReceiptParams extends QueueParams {
  readonly receipt: string;
}

export interface GroupQuery {
  readonly consumerGroupId?: string;
}
