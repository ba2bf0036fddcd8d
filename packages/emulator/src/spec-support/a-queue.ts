import { QUEUE_DEFAULTS, type QueueResource } from '../queues/queue-resource.js';

/** An active queue of the admin plane with the defaults of the service. */
export const aQueue = (fields: Partial<QueueResource> = {}): QueueResource => ({
  ...QUEUE_DEFAULTS,
  id: 'ocid1.queue.oc1.emulator.test',
  displayName: 'test',
  compartmentId: 'ocid1.compartment.oc1..test',
  timeCreatedMs: 0,
  timeUpdatedMs: 0,
  lifecycleState: 'ACTIVE',
  lifecycleDetails: null,
  messagesEndpoint: 'http://127.0.0.1:1',
  etag: 'e',
  ...fields,
});
