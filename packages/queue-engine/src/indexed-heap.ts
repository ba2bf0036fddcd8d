/** Negative: `a` comes first. */
export type Compare<T> = (a: T, b: T) => number;

const OUTSIDE = -1;

/** An item's place in one heap. Make one per heap that the item can be in; the heap alone writes `position`. */
export class HeapNode<T> {
  position = OUTSIDE;

  constructor(readonly item: T) {}
}

/**
 * A binary heap that knows where each node is, so that any node, not only the first, can be taken out or moved
 * in O(log n). The order of equal items is not defined: the comparison has to be total.
 */
export class IndexedHeap<T> {
  readonly #nodes: HeapNode<T>[] = [];

  constructor(private readonly compare: Compare<T>) {}

  get size(): number {
    return this.#nodes.length;
  }

  peek(): T | undefined {
    return this.#nodes[0]?.item;
  }

  push(node: HeapNode<T>): void {
    if (node.position !== OUTSIDE) throw new RangeError('The node is in a heap already: remove it first.');
    this.#nodes.push(node);
    this.#rise(node, this.#nodes.length - 1);
  }

  remove(node: HeapNode<T>): void {
    this.#requireInside(node);
    const position = node.position;
    const last = this.#nodes.pop();
    node.position = OUTSIDE;
    if (last !== undefined && last !== node) this.#settle(last, position);
  }

  /** Restores the order after the item of the node changed. */
  update(node: HeapNode<T>): void {
    this.#requireInside(node);
    this.#settle(node, node.position);
  }

  /** The `limit` first items in order, left in place: O(limit · log limit). */
  first(limit: number): readonly T[] {
    const found: T[] = [];
    const frontier = new IndexedHeap<HeapNode<T>>((a, b) => this.compare(a.item, b.item));
    this.#offer(frontier, 0);
    for (let node = frontier.peek(); node && found.length < limit; node = frontier.peek()) {
      frontier.#shift();
      found.push(node.item);
      this.#offer(frontier, 2 * node.position + 1);
      this.#offer(frontier, 2 * node.position + 2);
    }
    return found;
  }

  /** `limit` items, each set of them with the same chance, left in place: O(limit). */
  sample(limit: number, random: () => number): readonly T[] {
    const count = Math.min(limit, this.size);
    // The first `count` steps of a shuffle that moves nothing: it remembers what would have been moved.
    const moved = new Map<number, number>();
    return Array.from({ length: count }, (_, step) => {
      const picked = step + Math.floor(random() * (this.size - step));
      const position = moved.get(picked) ?? picked;
      moved.set(picked, moved.get(step) ?? step);
      return this.#nodes[position]?.item;
    }).filter((item) => item !== undefined);
  }

  #offer(frontier: IndexedHeap<HeapNode<T>>, position: number): void {
    const node = this.#nodes[position];
    if (node !== undefined) frontier.push(new HeapNode(node));
  }

  #shift(): void {
    const root = this.#nodes[0];
    if (root !== undefined) this.remove(root);
  }

  #settle(node: HeapNode<T>, position: number): void {
    this.#rise(node, position);
    if (node.position === position) this.#sink(node, position);
  }

  #rise(node: HeapNode<T>, from: number): void {
    let position = from;
    while (position > 0) {
      const parentPosition = (position - 1) >> 1;
      const parent = this.#nodes[parentPosition];
      if (parent === undefined || this.compare(parent.item, node.item) <= 0) break;
      this.#write(parent, position);
      position = parentPosition;
    }
    this.#write(node, position);
  }

  #sink(node: HeapNode<T>, from: number): void {
    let position = from;
    for (
      let child = this.#smallerChild(position);
      child !== undefined;
      child = this.#smallerChild(position)
    ) {
      if (this.compare(node.item, child.item) <= 0) break;
      const childPosition = child.position;
      this.#write(child, position);
      position = childPosition;
    }
    this.#write(node, position);
  }

  #smallerChild(position: number): HeapNode<T> | undefined {
    const left = this.#nodes[2 * position + 1];
    const right = this.#nodes[2 * position + 2];
    if (left === undefined || right === undefined) return left;
    return this.compare(right.item, left.item) < 0 ? right : left;
  }

  #write(node: HeapNode<T>, position: number): void {
    this.#nodes[position] = node;
    node.position = position;
  }

  #requireInside(node: HeapNode<T>): void {
    if (this.#nodes[node.position] !== node)
      throw new RangeError('The node is not in this heap: push it first.');
  }
}
