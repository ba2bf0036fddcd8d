// Requests that nobody would send, but that break no rule: they may be taken or refused, and what is taken must come back.

const ODD_TEXTS = [
  ...[
    '\ud800',
    '\udc00x',
    'a\ud83d',
    '\0',
    '\u0001\u001f',
    '\u2028',
    '\ufeff',
    '\uffff',
    '😀',
    'é',
    'e\u0301',
    '"',
    '\\',
    '</script>',
  ],
  ...[
    '"id":90071992627959052',
    '{"id": 5}',
    '\r\n\r\nHTTP/1.1 500 x',
    '%00',
    '${x}',
    ' ',
    '__proto__',
    'constructor',
    '١',
  ],
];

const message = (random) => ({
  content: random.pick(ODD_TEXTS).repeat(random.size(300)),
  ...(random.chance(0.5) && {
    metadata: {
      channelId: random.chance(0.5) ? 'odd' : random.pick(ODD_TEXTS).slice(0, 64),
      customProperties: JSON.parse(
        `{${JSON.stringify(random.pick(ODD_TEXTS))}:${JSON.stringify(random.pick(ODD_TEXTS))},"__proto__":"p"}`,
      ),
      unknown: [1, { a: null }],
    },
  }),
  unknown: random.pick([null, 1, {}, [[]]]),
});

const drain = async ({ call, scratch }) => {
  const { json } = await call('GET', `/20210201/queues/${scratch}/messages?timeoutInSeconds=0`);
  const entries = json.messages.map(({ receipt }) => ({ receipt }));
  if (entries.length > 0)
    await call('POST', `/20210201/queues/${scratch}/messages/actions/deleteMessages`, { entries });
  return json.messages;
};

/** Puts one odd message and gets it back. @returns what is wrong, if anything */
export const oddFault = async (world, random) => {
  const { call, scratch } = world;
  const sent = message(random);
  try {
    await call('POST', `/20210201/queues/${scratch}/messages`, { messages: [sent] });
  } catch (error) {
    return / answered 4\d\d/.test(error.message) ? undefined : error.message;
  }
  const [got] = await drain(world);
  const same = ({ content, metadata }) =>
    JSON.stringify([content, metadata?.channelId ?? null, Object.entries(metadata?.customProperties ?? {})]);
  return got && same(got) === same(sent)
    ? undefined
    : `${same(sent).slice(0, 300)} came back as ${got && same(got).slice(0, 300)}`;
};
