const HIDE_SECONDS = [1, 2, 60, 600, 43_200];
const CHANNELS = [undefined, 'ready', 'due'];

/** Calls without a pause until the first one that fails, as all do once the emulator is dead. */
export const runLoad = async ({ client, queueIds, ledger, random, workers }) => {
  let lastKey = ledger.messages.size;
  const newKeys = (count) => Array.from({ length: count }, () => `m${(lastKey += 1)}`);
  let calls = 0;
  const worker = async () => {
    for (;;) {
      const queueId = random.pick(queueIds);
      if (random.chance(0.45))
        await put({ client, queueId, ledger, random, keys: newKeys(random.int(1, 20)) });
      else await getAndSettle({ client, queueId, ledger, random });
      calls += 1;
    }
  };
  // Each ends by the kill.
  await Promise.allSettled(Array.from({ length: workers }, worker));
  return calls;
};

const put = async ({ client, queueId, ledger, random, keys }) => {
  const channelId = random.pick(CHANNELS);
  const messages = keys.map((key) => ({
    content: JSON.stringify({ key, filler: 'x'.repeat(random.size(2_000)) }),
    ...(channelId && { metadata: { channelId, customProperties: { key } } }),
  }));
  ledger.putting(queueId, keys);
  await client.putMessages({ queueId, putMessagesDetails: { messages } });
  ledger.put(keys);
};

const getAndSettle = async ({ client, queueId, ledger, random }) => {
  const visibilityInSeconds = random.pick(HIDE_SECONDS);
  const { getMessages } = await client.getMessages({
    queueId,
    visibilityInSeconds,
    timeoutInSeconds: 0,
    limit: 20,
  });
  const deliveries = getMessages.messages.map(({ content, deliveryCount, visibleAfter, receipt }) => ({
    key: JSON.parse(content).key,
    count: deliveryCount,
    visibleAfterMs: Date.parse(visibleAfter),
    receipt,
  }));
  ledger.got(deliveries.map(({ key, count, visibleAfterMs }) => ({ key, count, visibleAfterMs })));
  // Short leases are left to lapse: a receipt must not be used when somebody else may have the message.
  if (visibilityInSeconds < 60) return;
  const choice = deliveries.map((delivery) => [delivery, random.next()]);
  await deleteSome(
    client,
    queueId,
    ledger,
    choice.filter(([, chance]) => chance < 0.5).map(([delivery]) => delivery),
  );
  for (const [delivery, chance] of choice) {
    if (chance > 0.9) await update(client, queueId, ledger, delivery, random.pick(HIDE_SECONDS.slice(2)));
  }
};

const deleteSome = async (client, queueId, ledger, deliveries) => {
  if (deliveries.length === 0) return;
  ledger.asking(
    'delete',
    deliveries.map(({ key }) => key),
  );
  const entries = deliveries.map(({ receipt }) => ({ receipt }));
  const { deleteMessagesResult } = await client.deleteMessages({
    queueId,
    deleteMessagesDetails: { entries },
  });
  deleteMessagesResult.entries.forEach((entry, index) => {
    const { key } = deliveries[index];
    if (entry.errorCode) ledger.refused('delete', key);
    else ledger.deleted(key);
  });
};

const update = async (client, queueId, ledger, { key, receipt }, visibilityInSeconds) => {
  ledger.asking('update', [key]);
  const { updatedMessage } = await client.updateMessage({
    queueId,
    messageReceipt: receipt,
    updateMessageDetails: { visibilityInSeconds },
  });
  ledger.updated(key, Date.parse(updatedMessage.visibleAfter));
};
