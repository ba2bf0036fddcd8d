import type { CreateQueueDetails } from '../admin/queue-fields.js';

/** Where a queue belongs unless its definition says so: compartments are only names here. */
export const DEFAULT_COMPARTMENT = 'ocid1.compartment.oc1..emulator';

/** A queue that exists from the start: the details of CreateQueue, and the emulator's own additions. */
export interface QueueDefinition extends Omit<CreateQueueDetails, 'compartmentId'> {
  /** Default `DEFAULT_COMPARTMENT`. */
  readonly compartmentId?: string;
  /** An OCID of your choice, `ocid1.queue.…`, so that configurations can name the queue; default: a new one. */
  readonly id?: string;
}

/** The form of a file with definitions. */
export interface QueueDefinitions {
  readonly queues: readonly QueueDefinition[];
}
