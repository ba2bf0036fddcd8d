import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import {
  META_END,
  PAGE_FLAG,
  PAGE_HEADER_BYTES,
  readMeta,
  readNode,
  readPageHeader,
  type Meta,
  type Node,
  type Tree,
} from './page-layout.js';

/** What is wrong with a file; caught inside this module. */
class Damage extends Error {}

const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Damage(what);
};

/**
 * Reads every page of the state that LMDB would open, and says what is wrong with it; undefined: nothing. LMDB maps its file into
 * memory and trusts it: a file that is cut or overwritten ends the process, or loses rows without a word.
 */
export const damageOf = (file: string): string | undefined => {
  const descriptor = openSync(file, 'r');
  try {
    new PageCheck(descriptor).run();
    return undefined;
  } catch (error) {
    if (error instanceof Damage) return error.message;
    throw error;
  } finally {
    closeSync(descriptor);
  }
};

class PageCheck {
  readonly #fileBytes: number;
  #meta: Meta = { pageSize: 0, trees: [], lastPage: 0, transaction: 0 };
  #lastKey: Buffer | undefined;
  #isOrdered = false;
  #count = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };

  constructor(private readonly descriptor: number) {
    this.#fileBytes = fstatSync(descriptor).size;
  }

  run(): void {
    this.#meta = this.#newestMeta();
    for (const [index, tree] of this.#meta.trees.entries()) {
      // The first tree lists free pages by numbers, which are in another order than their bytes.
      this.#isOrdered = index > 0;
      this.#checkTree(tree);
    }
  }

  /** Two of them take turns, so that a commit that was cut off leaves the one before. */
  #newestMeta(): Meta {
    const first = readMeta(this.#read(0, META_END));
    demand(first !== undefined, 'it does not begin as a file of LMDB does');
    const pageSize = first?.pageSize ?? 0;
    demand(pageSize >= 512 && pageSize <= 65_536, `its pages would have ${pageSize} bytes`);
    const second = readMeta(this.#read(pageSize, META_END));
    demand(second?.pageSize === pageSize, 'its second page is not one of LMDB');
    const metas = [first, second].flatMap((meta) => meta ?? []);
    return metas.reduce((newest, meta) => (meta.transaction > newest.transaction ? meta : newest));
  }

  #checkTree(tree: Tree): void {
    this.#lastKey = undefined;
    this.#count = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
    if (tree.root !== undefined) this.#checkPage(tree.root, tree.depth);
    for (const name of ['branchPages', 'leafPages', 'overflowPages', 'entries'] as const) {
      demand(
        this.#count[name] === tree[name],
        `it has ${this.#count[name]} ${name} instead of ${tree[name]}`,
      );
    }
  }

  /** `depth`: levels from here down to the leaves, this one included. */
  #checkPage(number: number, depth: number): void {
    const page = this.#readPage(number);
    const { flags, lower, upper } = readPageHeader(page);
    const isLeaf = depth === 1;
    demand(flags === (isLeaf ? PAGE_FLAG.leaf : PAGE_FLAG.branch), `page ${number} is of another kind`);
    const fits = lower % 2 === 0 && lower <= upper && upper <= page.length - PAGE_HEADER_BYTES;
    demand(fits, `page ${number} does not add up`);
    this.#count[isLeaf ? 'leafPages' : 'branchPages'] += 1;
    for (let index = 0; index < lower / 2; index += 1) {
      const node = readNode(page, index, isLeaf);
      if (node === undefined) throw new Damage(`a row of page ${number} reaches over its end`);
      if (isLeaf) this.#checkRow(node, number);
      else this.#checkPage(node.child, depth - 1);
    }
  }

  #checkRow({ key, overflow }: Node, number: number): void {
    this.#count.entries += 1;
    if (this.#isOrdered) {
      const isAfter = this.#lastKey === undefined || this.#lastKey.compare(key) < 0;
      demand(isAfter, `the rows of page ${number} are out of order`);
      this.#lastKey = key;
    }
    if (overflow) this.#checkOverflow(overflow);
  }

  #checkOverflow({ page: number, valueBytes }: { readonly page: number; readonly valueBytes: number }): void {
    const { flags, overflowPages } = readPageHeader(this.#readPage(number));
    const needed = Math.floor((PAGE_HEADER_BYTES - 1 + valueBytes) / this.#meta.pageSize) + 1;
    demand(flags === PAGE_FLAG.overflow && overflowPages >= needed, `page ${number} does not hold its value`);
    demand(this.#holds(number + overflowPages - 1), `the value at page ${number} is cut off`);
    this.#count.overflowPages += overflowPages;
  }

  #readPage(number: number): Buffer {
    demand(number > 1 && number <= this.#meta.lastPage && this.#holds(number), `page ${number} is missing`);
    const page = this.#read(number * this.#meta.pageSize, this.#meta.pageSize);
    const header = readPageHeader(page);
    demand(header.number === number, `page ${number} holds something else`);
    demand(header.transaction <= this.#meta.transaction, `page ${number} is newer than the file`);
    return page;
  }

  #holds(number: number): boolean {
    return (number + 1) * this.#meta.pageSize <= this.#fileBytes;
  }

  #read(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    demand(
      readSync(this.descriptor, bytes, 0, length, at) === length,
      `it ends after ${this.#fileBytes} bytes`,
    );
    return bytes;
  }
}
