// Loaded into an emulator's process by `--import`: answers questions about its memory and handles over the IPC channel.
import { readFileSync } from 'node:fs';

/** Proportional set size, bytes: what this process costs, shared pages by their share. 0 where the kernel does not tell. */
const pssBytes = () => {
  try {
    const rollup = readFileSync('/proc/self/smaps_rollup', 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
};

const count = (names) => {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

process.on('message', async () => {
  // Twice and apart: what finalizers let go of is collected by the second.
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const handles = count(process.getActiveResourcesInfo());
  const { user, system } = process.cpuUsage();
  process.send({
    heapBytes: heapUsed,
    externalBytes: external,
    pssBytes: pssBytes(),
    handles,
    cpuUs: user + system,
  });
});
process.channel?.unref();
