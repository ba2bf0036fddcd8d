import { coreModule } from '@snoozeq/core/di';
import { wireClockModule } from '@snoozeq/wire-clock/di';
import { Container } from 'inversify';
import { followClock } from './follow-clock.js';
import { queueModules } from './queue-modules.js';
import type { QueueOptions } from './queue-options.js';

/** Something that is connected to its queue. */
export interface OpenApp<TApp> {
  readonly app: TApp;
  close(): Promise<void>;
}

/**
 * Connects a command to its queue, and composes it.
 *
 * @param command names the process in request ids
 * @param compose loads policy and app modules into a container that has core, transport, clock and the settings of the queue
 */
export const openApp = async <TApp>(
  command: string,
  { place, clockUrl }: QueueOptions,
  compose: (container: Container) => TApp,
): Promise<OpenApp<TApp>> => {
  const modules = await queueModules(place);
  const clock = await followClock(command, clockUrl);
  const container = new Container();
  container.load(coreModule({ name: command }), ...modules);
  if (clock) container.load(wireClockModule(clock));
  const close = async (): Promise<void> => {
    await container.unbindAllAsync();
    await clock?.close();
  };
  try {
    return { app: compose(container), close };
  } catch (error) {
    // Refused to start: an open connection would keep the process alive.
    await close();
    throw error;
  }
};
