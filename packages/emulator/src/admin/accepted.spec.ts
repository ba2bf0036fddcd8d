import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { COMPARTMENT, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
});
afterAll(() => t.close());

// The SDK shows neither the status nor that there is no body.
test('changes are accepted: 202, no body, the id of a work request and of the request (F8.accepted)', async () => {
  const queueId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
  const group = { queueId, displayName: 'group' };
  const changes: readonly (readonly [string, string, object?])[] = [
    ['POST', 'queues', { displayName: 'q', compartmentId: COMPARTMENT }],
    ['PUT', `queues/${queueId}`, { displayName: 'r' }],
    ['POST', `queues/${queueId}/actions/changeCompartment`, { compartmentId: COMPARTMENT }],
    ['POST', `queues/${queueId}/actions/purge`, { purgeType: 'BOTH' }],
    ['POST', 'consumerGroups', group],
    ['DELETE', `queues/${queueId}`],
  ];
  for (const [method, path, body] of changes) {
    const response = await fetch(`${t.emulator.origin}/20210201/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect([path, response.status, await response.text()]).toEqual([path, 202, '']);
    expect(response.headers.get('opc-work-request-id')).toMatch(/^ocid1\.queueworkrequest\./);
    expect(response.headers.get('opc-request-id')).not.toBeNull();
  }
});
