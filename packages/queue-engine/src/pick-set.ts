/** A set that gives a random member in O(1). Its order depends on its history, so a seed replays only a whole run. */
export class PickSet<T> {
  readonly #members: T[] = [];
  readonly #positions = new Map<T, number>();

  get size(): number {
    return this.#members.length;
  }

  add(member: T): void {
    if (this.#positions.has(member)) return;
    this.#positions.set(member, this.#members.length);
    this.#members.push(member);
  }

  delete(member: T): void {
    const position = this.#positions.get(member);
    if (position === undefined) return;
    this.#positions.delete(member);
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    this.#members[position] = last;
    this.#positions.set(last, position);
  }

  /** @param random a number in [0, 1). */
  pick(random: () => number): T | undefined {
    return this.#members[Math.floor(random() * this.size)];
  }
}
