// Loaded into a server's process by `--import`: answers questions about it over the IPC channel.
import { pssBytes } from './process-memory.mjs';

const count = (names) => {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const collectGarbage = async () => {
  // Twice and apart: what finalizers let go of is collected by the second.
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc?.();
};

const answers = {
  memory: async () => {
    await collectGarbage();
    return {
      heapBytes: process.memoryUsage().heapUsed,
      pssBytes: pssBytes('self') ?? 0,
      handles: count(process.getActiveResourcesInfo()),
    };
  },
  processor: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

process.on('message', async (question) => process.send(await answers[question]()));
process.channel?.unref();
