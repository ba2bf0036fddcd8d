export interface BatchLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** Cuts `items` into runs that fit both limits, in order. An item larger than `maxBytes` travels alone and is refused by the service. */
export const inBatches = <T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  limits: BatchLimits,
): readonly T[][] => {
  const batches: T[][] = [];
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const itemBytes = bytesOf(item);
    if (batch.length > 0 && (batch.length >= limits.maxEntries || bytes + itemBytes > limits.maxBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += itemBytes;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
};
