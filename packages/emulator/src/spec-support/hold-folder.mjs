// Holds a row in LMDB's table of readers until it is killed. A file of its own: LMDB allows one process one open of a file.
import { open } from 'lmdb';

const db = open(process.argv[2], {
  noSubdir: true,
  encoding: 'binary',
  keyEncoding: 'binary',
  overlappingSync: false,
});
db.doesExist(Buffer.of(1), undefined, { transaction: db.useReadTransaction() });
console.log('held');
process.stdin.resume();
