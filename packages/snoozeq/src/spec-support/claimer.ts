// Run by a test: claims every identity of a list in a fence that other processes share, and says what it got. With `done`, it marks
// what it has won. Then it stays until it is killed.
import { fileFence } from '@snoozeq/core/fence-file';

const [, , folder = '', leaseMs = '', then, ...ids] = process.argv;
const fence = fileFence({ folder });
const won = new Set<string>();
for (const id of ids) {
  const answer = await fence.claim(id, Number(leaseMs));
  if (answer.kind !== 'won') continue;
  if (then === 'done') await fence.done(answer.claim, 86_400_000);
  won.add(id);
}
console.log(`won:${[...won].join(',')};`);
process.stdin.resume();
