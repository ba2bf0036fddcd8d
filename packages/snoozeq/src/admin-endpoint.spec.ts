import { describe, expect, test } from '@jest/globals';
import { adminEndpointOf } from './admin-endpoint.js';

describe('the regional endpoint of a queue', () => {
  test.each([
    ['eu-frankfurt-1', 'https://messaging.eu-frankfurt-1.oci.oraclecloud.com'],
    ['ap-tokyo-1', 'https://messaging.ap-tokyo-1.oci.oraclecloud.com'],
    ['us-ashburn-1', 'https://messaging.us-ashburn-1.oci.oraclecloud.com'],
    ['iad', 'https://messaging.us-ashburn-1.oci.oraclecloud.com'],
    ['phx', 'https://messaging.us-phoenix-1.oci.oraclecloud.com'],
  ])('is told by region %s of its OCID', (region, endpoint) => {
    expect(adminEndpointOf(`ocid1.queue.oc1.${region}.amaaaa`)).toBe(endpoint);
  });

  test.each([
    ['no region', 'ocid1.queue.oc1..amaaaa', 'adminEndpoint'],
    ['the region of the emulator', 'ocid1.queue.oc1.emulator.amaaaa', 'adminEndpoint'],
    ['another realm', 'ocid1.queue.oc2.us-luke-1.amaaaa', 'adminEndpoint'],
    ['a name that would leave the domain', 'ocid1.queue.oc1.eu-x-1/evil.amaaaa', 'adminEndpoint'],
    ['another resource', 'ocid1.stream.oc1.eu-frankfurt-1.amaaaa', 'OCID of a queue'],
    ['nothing behind the region', 'ocid1.queue.oc1.eu-frankfurt-1', 'OCID of a queue'],
    ['nothing at all', '', 'OCID of a queue'],
  ])('is asked for when the OCID has %s', (_case, queue, remedy) => {
    expect(() => adminEndpointOf(queue)).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringContaining(remedy) }),
    );
  });
});
