// What Oracle's SDK sends by itself, and what an emulator therefore has to take.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ConfigFileAuthenticationDetailsProvider, NoRetryConfigurationDetails } from 'oci-common';
import { QueueAdminClient, QueueClient } from 'oci-queue';
import { ensureDevCredentials } from '../auth/dev-credentials.js';
import { RecordingServer, type RecordedRequest } from '../spec-support/recording-server.js';

const server = new RecordingServer();
const directory = mkdtempSync(join(tmpdir(), 'sdk-requests-'));
let client: QueueClient;
let admin: QueueAdminClient;

beforeAll(async () => {
  const { configFile, profile } = ensureDevCredentials(directory);
  const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(configFile, profile);
  const configuration = { retryConfiguration: NoRetryConfigurationDetails };
  client = new QueueClient({ authenticationDetailsProvider }, configuration);
  admin = new QueueAdminClient({ authenticationDetailsProvider }, configuration);
  await server.start();
  client.endpoint = server.origin;
  admin.endpoint = server.origin;
});
beforeEach(() => void server.requests.splice(0));
afterAll(async () => {
  client.close();
  admin.close();
  await server.stop();
  rmSync(directory, { recursive: true });
});

const sent = async (call: Promise<unknown>): Promise<RecordedRequest> => {
  await call;
  const [request] = server.requests;
  if (!request) throw new Error('Nothing was sent.');
  return request;
};
const put = () =>
  sent(client.putMessages({ queueId: 'q', putMessagesDetails: { messages: [{ content: 'a' }] } }));
const signedHeaders = ({ headers }: RecordedRequest) =>
  /headers="([^"]*)"/.exec(headers.authorization ?? '')?.[1]?.split(' ') ?? [];

test('calls go to the endpoint that was set, below the version of the API (F8.endpoint)', async () =>
  expect((await sent(client.getStats({ queueId: 'q' }))).target).toBe('/20210201/queues/q/stats'));

test('parameters of a path are encoded (F8.path-escaped)', async () => {
  const request = await sent(client.deleteMessage({ queueId: 'q', messageReceipt: 'a/b+c==' }));
  expect(request.target).toBe('/20210201/queues/q/messages/a%2Fb%2Bc%3D%3D');
});

test('values of a query are not, but for spaces (F8.query-unescaped)', async () => {
  const request = await sent(client.getMessages({ queueId: 'q', channelFilter: 'a b&limit=5%' }));
  expect(request.target).toBe('/20210201/queues/q/messages?channelFilter=a%20b&limit=5%');
});

test('empty texts of a query are dropped, zeros are sent (F8.empty-query)', async () => {
  const request = await sent(client.getMessages({ queueId: 'q', channelFilter: '', timeoutInSeconds: 0 }));
  expect(request.target).toBe('/20210201/queues/q/messages?timeoutInSeconds=0');
});

test('a request is named and described by the client, and has a type even without a body (F8.client-headers)', async () => {
  const { headers } = await sent(client.getStats({ queueId: 'q' }));
  expect(headers['opc-request-id']).toMatch(/^[0-9A-F-]{30,40}$/);
  expect(headers).toMatchObject({
    'user-agent': expect.stringMatching(/^Oracle-TypeScriptSDK\//),
    'content-type': 'application/json',
  });
});

test('a change of the admin plane gets a retry token (F8.client-headers)', async () => {
  const createQueueDetails = { displayName: 'q', compartmentId: 'c' };
  const { headers } = await sent(admin.createQueue({ createQueueDetails }));
  expect(headers['opc-retry-token']).toMatch(/^\S{1,64}$/);
});

test.each([
  ['a get', () => sent(client.getStats({ queueId: 'q' })), []],
  ['a put', put, ['content-type', 'content-length', 'x-content-sha256']],
])(
  '%s signs date, target and host, and its body if it may have one (F8.signed-headers)',
  async (_what, call, more) => {
    const names = signedHeaders(await call()).map((name) => name.toLowerCase());
    expect(names).toEqual(['x-date', '(request-target)', 'host', ...more]);
  },
);

test('the names that it signs are in mixed case (F8.header-case)', async () =>
  expect(signedHeaders(await put()).join()).toMatch(/[A-Z]/));

test('it names the key as tenancy/user/fingerprint (F8.key-id)', async () => {
  const { headers } = await sent(client.getStats({ queueId: 'q' }));
  expect(headers.authorization).toMatch(
    /keyId="ocid1\.tenancy\.[^/"]+\/ocid1\.user\.[^/"]+\/([0-9a-f]{2}:){15}[0-9a-f]{2}"/,
  );
});
