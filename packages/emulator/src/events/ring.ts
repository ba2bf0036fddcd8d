/** The latest items, at most `capacity` of them. */
export class Ring<T> {
  readonly #items: T[] = [];
  #next = 0;

  constructor(private readonly capacity: number) {}

  add(item: T): void {
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.capacity;
  }

  *newestFirst(): Generator<T, void, undefined> {
    const { length } = this.#items;
    for (let age = 1; age <= length; age++) {
      const item = this.#items[(this.#next - age + length) % length];
      if (item !== undefined) yield item;
    }
  }
}
