import { QueueError } from '@snoozeq/core';

/** `ocid1.queue.<realm>.<region>.<unique part>`; a region is its name or, in the two oldest ones, its airport. */
const QUEUE_OCID = /^ocid1\.queue\.(?<realm>[^.]+)\.(?<region>[^.]*)\../;
const REGION_NAME = /^[a-z]+(-[a-z]+)+-\d+$/;
const AIRPORTS: Readonly<Record<string, string>> = { iad: 'us-ashburn-1', phx: 'us-phoenix-1' };

/**
 * The endpoint that answers for the settings of a queue, from the queue's OCID. Only for the commercial realm `oc1`: the domain
 * names of the others differ.
 *
 * @throws QueueError `misconfigured` when the OCID does not tell; `adminEndpoint` has to be given then
 */
export const adminEndpointOf = (queue: string): string => {
  const { realm, region = '' } = QUEUE_OCID.exec(queue)?.groups ?? {};
  if (realm === undefined) {
    throw misconfigured(
      `queue '${queue}' is not the OCID of a queue. Copy it from the Console: ocid1.queue.oc1.<region>.…`,
    );
  }
  const name = AIRPORTS[region] ?? region;
  if (realm !== 'oc1' || !REGION_NAME.test(name)) {
    throw misconfigured(
      `The endpoint of realm '${realm}', region '${region}' cannot be told from the OCID of the queue. ` +
        'Give adminEndpoint, such as https://messaging.eu-frankfurt-1.oci.oraclecloud.com, or the origin of an emulator.',
    );
  }
  return `https://messaging.${name}.oci.oraclecloud.com`;
};

const misconfigured = (text: string): QueueError => new QueueError('misconfigured', text);
