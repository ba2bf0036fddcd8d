interface Counts {
  readonly visibleMessages: number;
  readonly inFlightMessages: number;
}

/** Asks the emulator, at no delivery, whether a queue holds anything. */
export const queueIsEmpty = async (origin: string, queueId: string): Promise<boolean> => {
  const reply = await fetch(new URL(`/_emulator/queues/${queueId}`, origin));
  const { queue } = (await reply.json()) as { readonly queue: Counts };
  return queue.visibleMessages + queue.inFlightMessages === 0;
};
