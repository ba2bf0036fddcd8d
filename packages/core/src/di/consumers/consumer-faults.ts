import type { ConsumerRuntime } from '../../consumer/consumer-runtime.js';
import { QueueError } from '../../errors.js';
import { classesOf } from './handler-plan.js';
import { profileOf } from './profile-of.js';
import type { ConsumerDefinition } from './queue-consumer.js';

/** What is wrong, and with which consumer. */
export interface ConsumerFault {
  readonly consumer: string;
  readonly text: string;
}

/** Everything that can be told before anything is made. */
export const definitionFaults = (definitions: readonly ConsumerDefinition[]): readonly ConsumerFault[] => {
  const names = definitions.map(({ settings }) => settings.name);
  return definitions.flatMap((definition, index) => {
    const consumer = definition.settings.name;
    const faults = [...settingFaults(definition), ...handlerFaults(definition)];
    if (definition.fault !== undefined) faults.push(definition.fault);
    if (consumer === '') faults.push('name is empty: faults and errors are told by it. Give one.');
    if (names.indexOf(consumer) !== index)
      faults.push('another consumer has this name: faults and errors are told by it. Give each its own.');
    return faults.map((text) => ({ consumer, text }));
  });
};

const settingFaults = ({ settings }: ConsumerDefinition): string[] => {
  const faults = [];
  if (settings.lane !== undefined && settings.lanes !== undefined)
    faults.push('lane and lanes are both given: they say the same thing twice. Give one of them.');
  try {
    profileOf(settings);
  } catch (error) {
    faults.push(textOf(error));
  }
  return faults;
};

const handlerFaults = ({ settings, handlers }: ConsumerDefinition): string[] => {
  const faults = handlers.repeated.map(
    (type) => `type ${type} has two handlers: the second would never run. Leave one of them out.`,
  );
  if (handlers.types.size === 0 && !handlers.other)
    faults.push(
      'there is no handler: give the class a method handle, or decorate methods with @HandlesType.',
    );
  if (settings.perDelivery && classesOf(handlers).length === 0)
    faults.push(
      'perDelivery is given and no handler is a class: a function is not made anew. Leave it out, or give a class.',
    );
  return faults;
};

/** Two that read one lane would take each other's messages, and only one of them has the right handler. */
export const sharingFaults = (
  consumers: readonly (readonly [name: string, consumer: ConsumerRuntime])[],
): readonly ConsumerFault[] =>
  consumers.flatMap(([name, consumer], index) =>
    consumers.slice(0, index).flatMap(([other, { transport, profile }]) => {
      const shared =
        transport === consumer.transport ? sharedLane(profile.lanes, consumer.profile.lanes) : undefined;
      const remedy =
        'each would get messages of the other. Give them lanes of their own, or route by type in one of them.';
      return shared === undefined
        ? []
        : [
            {
              consumer: name,
              text: `${shared} of the same queue is also read by consumer ${other}: ${remedy}`,
            },
          ];
    }),
  );

type Lanes = ConsumerRuntime['profile']['lanes'];

const sharedLane = (some: Lanes, others: Lanes): string | undefined => {
  if (some === 'any' || others === 'any') return 'every lane';
  const lane = some.find((one) => others.includes(one));
  return lane === undefined ? undefined : `lane ${lane}`;
};

/** One error for all of them. */
export const misconfigured = (faults: readonly ConsumerFault[]): QueueError =>
  new QueueError(
    'misconfigured',
    faults.map(({ consumer, text }) => `Consumer ${consumer}: ${text}`).join(' '),
  );

/** Without the code that a `QueueError` begins with, and on one line: containers explain at length. */
export const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/^\[[a-z-]+\] /, '')
    .replace(/\s+/g, ' ')
    .trim();
