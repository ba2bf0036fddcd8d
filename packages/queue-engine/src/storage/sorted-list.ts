/** Items in order, each once. Adding and taking out moves the items behind: for lists that stay short. */
export class SortedList<T> {
  readonly #items: T[] = [];

  /** @param compare Negative: `a` comes first. 0: the same item. */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size(): number {
    return this.#items.length;
  }

  at(index: number): T | undefined {
    return this.#items[index];
  }

  /** Does nothing when it is there already. */
  add(item: T): void {
    const index = this.#indexOf(item);
    const found = this.#items[index];
    if (found === undefined || this.compare(found, item) !== 0) this.#items.splice(index, 0, item);
  }

  /** Does nothing when it is not there. */
  delete(item: T): void {
    const index = this.#indexOf(item);
    const found = this.#items[index];
    if (found !== undefined && this.compare(found, item) === 0) this.#items.splice(index, 1);
  }

  takeFirst(): T | undefined {
    return this.#items.shift();
  }

  /** Where the item is, or has to be. */
  #indexOf(item: T): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#items[middle];
      if (found !== undefined && this.compare(found, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
