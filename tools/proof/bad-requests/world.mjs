import { signatureHeaders } from '../emulator/signer.mjs';
import { Connection } from '../http/connection.mjs';

const TWELVE_HOURS_S = 43_200;

/** Sends one good request over a connection of raw bytes, and returns its status, headers and JSON. */
const createCaller = (origin, identity) => {
  const connection = new Connection(origin);
  return async (method, target, json) => {
    const body = json && Buffer.from(JSON.stringify(json));
    const headers = [
      ['host', origin.host],
      ...(identity ? signatureHeaders({ method, target, host: origin.host, body }, identity) : []),
      ...(body
        ? [
            ['content-type', 'application/json'],
            ['content-length', body.length],
          ]
        : []),
    ];
    const head = `${method} ${target} HTTP/1.1\r\n${headers.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`;
    await connection.send(Buffer.concat([Buffer.from(head), body ?? Buffer.alloc(0)]));
    const reply = await connection.reply({ deadlineMs: 10_000 });
    if (!(reply.status < 300))
      throw new Error(`${method} ${target} answered ${reply.status ?? 'nothing'}: ${reply.body}`);
    return { headers: reply.headers, json: reply.body === '' ? undefined : JSON.parse(reply.body) };
  };
};

/** Queues and messages for requests to aim at, made by good requests. */
export const createWorld = async (origin, identity, canary) => {
  const call = createCaller(origin, identity);
  const create = async (path, details) => {
    const { headers } = await call('POST', `/20210201/${path}`, details);
    const workRequest = headers.get('opc-work-request-id');
    const { json } = await call('GET', `/20210201/workRequests/${workRequest}`);
    return { workRequest, id: json.resources[0].identifier };
  };
  const createQueue = (displayName) =>
    create('queues', {
      displayName,
      compartmentId: 'fuzz',
      timeoutInSeconds: 0,
      capabilities: [{ type: 'CONSUMER_GROUPS' }],
    });
  const lease = async (queue) => {
    await call('POST', `/20210201/queues/${queue}/messages`, { messages: [{ content: 'leased' }] });
    const query = `limit=1&visibilityInSeconds=${TWELVE_HOURS_S}`;
    const { json } = await call('GET', `/20210201/queues/${queue}/messages?${query}`);
    return json.messages[0].receipt;
  };
  const target = await createQueue('target');
  const other = await createQueue('other');
  const group = await create('consumerGroups', { queueId: target.id, displayName: 'group' });
  const deletedReceipt = await lease(target.id);
  await call('DELETE', `/20210201/queues/${target.id}/messages/${deletedReceipt}`);
  const world = {
    call,
    identity,
    canary,
    host: origin.host,
    queue: target.id,
    message: '90071992547409921',
    group: group.id,
    workRequest: target.workRequest,
    receipt: await lease(target.id),
    foreignReceipt: await lease(other.id),
    deletedReceipt,
    scratch: other.id,
  };
  await call('POST', `/20210201/queues/${target.id}/messages`, {
    messages: [{ content: 'visible' }, { content: 'in a lane', metadata: { channelId: 'lane-1' } }],
  });
  return world;
};

/** All that bad requests must leave as it was. */
export const stateOf = async ({ call, queue }) => {
  const { json: queues } = await call('GET', '/20210201/queues?compartmentId=fuzz');
  const { json: stats } = await call('GET', `/20210201/queues/${queue}/stats`);
  const { json: groups } = await call('GET', `/20210201/consumerGroups?queueId=${queue}`);
  const { json: channels } = await call('GET', `/20210201/queues/${queue}/channels`);
  return JSON.stringify({ queues, groups, stats, channels });
};
