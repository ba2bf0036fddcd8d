/** What every request to the data plane carries. */
export interface Address {
  readonly queueId: string;
  readonly opcRequestId: string;
}
