/** What `calls` cost at a rate per million of them, in the currency of the rate. Free allowances are not taken off. */
export const priceOf = (calls: number, ratePerMillion: number): number =>
  (calls / 1_000_000) * ratePerMillion;
