import { invalidParameter } from '../http/oci-error.js';
import { OPERATIONS } from '../http/operations.js';
import { FAULT_KINDS, stageOf, type FaultKindFacts } from './fault-kinds.js';
import type { Fault, FaultMatch } from './fault-plan.js';
import type { Fields } from '../http/fields.js';

const RATE = { min: 0, max: 1 };
const COUNTS = { min: 1, max: 1_000_000_000 };
const ANY_TEXT = /^[^]{1,1024}$/;

/** The conditions of a rule, defaults filled in. @throws OciError 400 */
export const readMatch = (fields: Fields): FaultMatch => {
  const named = {
    operations: fields.texts('operations', 'operations'),
    queues: fields.texts('queues', 'ids or names of queues'),
    properties: readProperties(fields),
    to: fields.wholeNumber('to', COUNTS),
    times: fields.wholeNumber('times', COUNTS),
  };
  return {
    rate: fields.number('rate', RATE) ?? 1,
    from: fields.wholeNumber('from', COUNTS) ?? 1,
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
  };
};

const readProperties = (fields: Fields): FaultMatch['properties'] => {
  const properties = fields.textMap('properties');
  const key = fields.text('key', ANY_TEXT, 'a text');
  return key === undefined ? properties : { ...properties, 'snoozeq-key': key };
};

/** Conditions under which the fault could never strike are mistakes. @throws OciError 400 */
export const checkMatch = (
  path: string,
  fault: Fault,
  { operations, properties, from, to }: FaultMatch,
): void => {
  const own: FaultKindFacts = FAULT_KINDS[fault.kind];
  const allowed: readonly string[] = own.operations ?? OPERATIONS;
  const wrong = operations?.find((operation) => !allowed.includes(operation));
  if (wrong !== undefined) {
    throw invalidParameter(
      `${path}.operations has ${JSON.stringify(wrong)}, which ${fault.kind} cannot disturb. Use some of ${allowed.toSorted().join(', ')}.`,
    );
  }
  if (properties && readsNoMessage(fault, operations ?? own.operations ?? [])) {
    throw invalidParameter(
      `${path} asks for properties, but ${fault.kind} strikes before the messages of such a call are known. Leave key and properties out.`,
    );
  }
  if (to !== undefined && to < from) {
    throw invalidParameter(`${path}.to is ${to}. Write at least from, ${from}.`);
  }
};

/** What a get will return is known only when it has acted; at its arrival nothing is known of any call. */
const readsNoMessage = (fault: Fault, operations: readonly string[]): boolean => {
  const stage = stageOf(fault);
  return stage === 'arrival' || (stage === 'before' && operations.includes('GetMessages'));
};
