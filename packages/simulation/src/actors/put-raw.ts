import type { OutgoingMessage, StampConvention } from '@snoozeq/core';
import { NAME_PROPERTY } from '../ledger/ledger.js';
import type { MessageSpec } from '../scenario/scenario.js';
import { START_MS, type World } from '../world/world.js';

/** Stores messages past the producer: stamped beyond what a planner accepts, badly, or not at all. Nothing goes wrong with that. */
export const putRaw = async (
  { queue, ledger }: World,
  specs: readonly MessageSpec[],
  convention: StampConvention,
  bodyOf: (spec: MessageSpec) => unknown,
): Promise<void> => {
  const client = queue.connect();
  for (const spec of specs) {
    const dueAtMs = spec.dueAfterMs === undefined ? undefined : START_MS + spec.dueAfterMs;
    ledger.publishing(spec.name, spec.way === 'forced' ? dueAtMs : undefined);
    const [status] = await client.send([messageOf(spec, dueAtMs, convention, bodyOf)]);
    ledger.published(spec.name, status?.kind === 'stored' ? 'sent' : undefined);
  }
};

const messageOf = (
  spec: MessageSpec,
  dueAtMs: number | undefined,
  convention: StampConvention,
  bodyOf: (spec: MessageSpec) => unknown,
): OutgoingMessage => {
  const content = JSON.stringify(bodyOf(spec));
  // A dead letter of what cannot be read is not named after its key.
  const name = { [NAME_PROPERTY]: spec.name };
  if (spec.way === 'unstamped') return { content, lane: 'ready', properties: name };
  const stamp = {
    id: spec.name,
    key: spec.name,
    attempts: 0,
    relays: 0,
    ...(dueAtMs !== undefined && { dueAtMs }),
  };
  const sealed = convention.seal({ content, properties: name }, stamp);
  const poison = { properties: { ...sealed.properties, 'snoozeq-due-at': 'at noon' } };
  return { ...sealed, lane: 'ready', ...(spec.way === 'poison' && poison) };
};
