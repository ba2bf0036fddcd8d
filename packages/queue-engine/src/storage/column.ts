/** The number of a record in a table; reused when its record has gone. */
export type Row = number;

const BLOCK_BITS = 10;
const BLOCK_ROWS = 1 << BLOCK_BITS;
const ROW_IN_BLOCK = BLOCK_ROWS - 1;

/** An array that starts out with the same value everywhere. */
interface Block<T> {
  [index: number]: T;
}

/**
 * One field of all records of a table. A million records as objects cost several times their fields and keep the
 * garbage collector busy; as columns they are a few arrays. Blocks come when they are first written to, so that
 * growing copies nothing, and stay.
 */
export class Column<T> {
  readonly #blocks: (Block<T> | undefined)[] = [];

  private constructor(
    private readonly empty: T,
    private readonly newBlock: () => Block<T>,
  ) {}

  static ofDoubles = (): Column<number> => new Column(0, () => new Float64Array(BLOCK_ROWS));

  /** Whole numbers from -2^31 to 2^31 - 1. */
  static ofIntegers = (): Column<number> => new Column(0, () => new Int32Array(BLOCK_ROWS));

  static ofValues = <V>(): Column<V | undefined> =>
    new Column<V | undefined>(undefined, () => new Array<V | undefined>(BLOCK_ROWS).fill(undefined));

  /** 0 or undefined where nothing was written. */
  get(row: Row): T {
    return this.#blocks[row >>> BLOCK_BITS]?.[row & ROW_IN_BLOCK] ?? this.empty;
  }

  set(row: Row, value: T): void {
    const block = this.#blocks[row >>> BLOCK_BITS];
    if (block !== undefined) block[row & ROW_IN_BLOCK] = value;
    else if (value !== this.empty) this.#start(row, value);
  }

  #start(row: Row, value: T): void {
    const block = this.newBlock();
    block[row & ROW_IN_BLOCK] = value;
    // Rows come in order, but not every table writes to every one: fill the gap, so that the list has no holes.
    const number = row >>> BLOCK_BITS;
    while (this.#blocks.length < number) this.#blocks.push(undefined);
    this.#blocks[number] = block;
  }
}
