/** What LMDB writes into its file, as far as it has to be known to check it. Numbers are in the byte order of the machine that wrote. */

export const PAGE_HEADER_BYTES = 24;
const META = {
  magic: 24,
  version: 28,
  pageSize: 48,
  trees: [48, 96],
  lastPage: 144,
  transaction: 152,
} as const;
export const META_END = 160;
const MAGIC = 0xbeefc0de;
/** Of the data format; the LMDB that is built in writes and reads no other. */
const DATA_VERSION = 2;

const TREE = { depth: 6, branchPages: 8, leafPages: 16, overflowPages: 24, entries: 32, root: 40 } as const;
const PAGE = { number: 0, transaction: 8, flags: 18, lower: 20, upper: 22, overflowPages: 20 } as const;
export const PAGE_FLAG = { branch: 1, leaf: 2, overflow: 4 } as const;
const NODE_HEADER_BYTES = 8;
const BIG_DATA = 1;
const OVERFLOW_REF_BYTES = 24;
const NO_ROOT = 2n ** 64n - 1n;

const uint64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

/** One B-tree of the file, as the meta page promises it. */
export interface Tree {
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** undefined: the tree is empty. */
  readonly root: number | undefined;
}

export interface Meta {
  readonly pageSize: number;
  readonly trees: readonly Tree[];
  readonly lastPage: number;
  readonly transaction: number;
}

const readTree = (meta: Buffer, at: number): Tree => ({
  depth: meta.readUInt16LE(at + TREE.depth),
  branchPages: uint64(meta, at + TREE.branchPages),
  leafPages: uint64(meta, at + TREE.leafPages),
  overflowPages: uint64(meta, at + TREE.overflowPages),
  entries: uint64(meta, at + TREE.entries),
  root: meta.readBigUInt64LE(at + TREE.root) === NO_ROOT ? undefined : uint64(meta, at + TREE.root),
});

/** undefined: not a meta page of this format. */
export const readMeta = (bytes: Buffer): Meta | undefined => {
  if (bytes.readUInt32LE(META.magic) !== MAGIC || bytes.readUInt32LE(META.version) !== DATA_VERSION)
    return undefined;
  return {
    pageSize: bytes.readUInt32LE(META.pageSize),
    trees: META.trees.map((at) => readTree(bytes, at)),
    lastPage: uint64(bytes, META.lastPage),
    transaction: uint64(bytes, META.transaction),
  };
};

export interface PageHeader {
  readonly number: number;
  readonly transaction: number;
  readonly flags: number;
  /** Where the room for nodes ends and where the nodes begin, counted from behind the header. */
  readonly lower: number;
  readonly upper: number;
  /** Only in an overflow page. */
  readonly overflowPages: number;
}

export const readPageHeader = (page: Buffer): PageHeader => ({
  number: uint64(page, PAGE.number),
  transaction: uint64(page, PAGE.transaction),
  flags: page.readUInt16LE(PAGE.flags),
  lower: page.readUInt16LE(PAGE.lower),
  upper: page.readUInt16LE(PAGE.upper),
  overflowPages: page.readUInt32LE(PAGE.overflowPages),
});

export interface Node {
  readonly key: Buffer;
  /** In a branch page: the page below. */
  readonly child: number;
  /** In a leaf page: present when the value is in pages of its own. */
  readonly overflow?: { readonly page: number; readonly valueBytes: number };
}

/** undefined: the node would reach over the end of its page. */
export const readNode = (page: Buffer, index: number, isLeaf: boolean): Node | undefined => {
  const at = PAGE_HEADER_BYTES + page.readUInt16LE(PAGE_HEADER_BYTES + 2 * index);
  if (at + NODE_HEADER_BYTES > page.length) return undefined;
  const [low, flags, keyBytes] = [
    page.readUInt32LE(at),
    page.readUInt16LE(at + 4),
    page.readUInt16LE(at + 6),
  ];
  const keyAt = at + NODE_HEADER_BYTES;
  const isBig = isLeaf && (flags & BIG_DATA) !== 0;
  const dataBytes = isBig ? OVERFLOW_REF_BYTES : isLeaf ? low : 0;
  if (keyAt + keyBytes + dataBytes > page.length) return undefined;
  return {
    key: page.subarray(keyAt, keyAt + keyBytes),
    child: low + flags * 2 ** 32,
    ...(isBig && { overflow: { page: uint64(page, keyAt + keyBytes), valueBytes: low } }),
  };
};
