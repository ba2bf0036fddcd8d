/** Takes all that is visible through Oracle's client and deletes it. Dead letters are only counted. */
export const drain = async ({ client, queueIds, held }) => {
  const expected = new Set([...held].filter(([, [{ area }]]) => area === 'live').map(([key]) => key));
  const faults = [];
  let delivered = 0;
  for (const queueId of queueIds) {
    for (;;) {
      const request = { queueId, visibilityInSeconds: 600, timeoutInSeconds: 0, limit: 20 };
      const { messages } = (await client.getMessages(request)).getMessages;
      if (messages.length === 0) break;
      delivered += messages.length;
      for (const { content } of messages) {
        const { key } = JSON.parse(content);
        if (!expected.delete(key)) faults.push(`${key}: was delivered, and should not be there`);
      }
      const entries = messages.map(({ receipt }) => ({ receipt }));
      await client.deleteMessages({ queueId, deleteMessagesDetails: { entries } });
    }
    const { queue, dlq } = (await client.getStats({ queueId })).queueStats;
    if (queue.visibleMessages + queue.inFlightMessages > 0) faults.push(`${queueId}: is not empty`);
    const dead = [...held.values()].filter(
      ([copy]) => copy.queueId === queueId && copy.area === 'dead',
    ).length;
    if (dlq.visibleMessages !== dead)
      faults.push(`${queueId}: has ${dlq.visibleMessages} dead letters, not ${dead}`);
  }
  for (const key of expected) faults.push(`${key}: was not delivered`);
  return { delivered, faults };
};
