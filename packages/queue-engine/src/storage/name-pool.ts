interface PooledName {
  readonly name: string;
  uses: number;
}

/** One string for each channel name, however many messages came with a string of their own for it. */
export class NamePool {
  readonly #names = new Map<string, PooledName>();

  /** The pooled string that is equal to this one. Give it back once for each time you took it. */
  take(name: string): string {
    const pooled = this.#names.get(name) ?? { name, uses: 0 };
    pooled.uses += 1;
    this.#names.set(name, pooled);
    return pooled.name;
  }

  giveBack(name: string): void {
    const pooled = this.#names.get(name);
    if (pooled === undefined) return;
    pooled.uses -= 1;
    if (pooled.uses === 0) this.#names.delete(name);
  }
}
