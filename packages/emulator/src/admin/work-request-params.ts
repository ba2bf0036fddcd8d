export interface WorkRequestParams {
  readonly workRequestId: string;
}

export const workRequestParams = {
  type: 'object',
  required: ['workRequestId'],
  properties: { workRequestId: { type: 'string' } },
} as const;
