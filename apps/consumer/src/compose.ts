import { activityOf, cryptoRandom, systemClock } from '@snoozeq/core';
import { ACTIVITY, coreModule, EVENT_SINK, QUEUE_SETTINGS } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { readQueueSettings } from '@snoozeq/transport-oci';
import { WireClock } from '@snoozeq/wire-clock';
import { wireClockModule } from '@snoozeq/wire-clock/di';
import { Container } from 'inversify';
import type { ConsumerConfig } from './config.js';
import { remindersModule } from './reminders.module.js';
import { stampOf, transportModules } from './transports.js';
import { troubles } from './troubles.js';

export interface Composition {
  readonly container: Container;
  readonly clock: WireClock | undefined;
}

/** The composition root: modules of the library, then this app's own. System time, unless a clock is named. */
export const compose = async (config: ConsumerConfig): Promise<Composition> => {
  const { queue: queueId, adminEndpoint, config: configFile, profile } = config;
  const credentials = {
    ...(configFile !== undefined && { configFile }),
    ...(profile !== undefined && { profile }),
  };
  const container = new Container();
  container.load(
    coreModule({ name: config.name }),
    delayPolicyModule({ strategy: config.strategy, ...stampOf(config.transport) }),
  );
  const clock = config.clock === undefined ? undefined : await follow(config.clock, config.name);
  if (clock) container.load(wireClockModule(clock));
  const activity = container.get(ACTIVITY);
  const settings = await readQueueSettings({
    queueId,
    adminEndpoint,
    credentials,
    activity,
    processClock: systemClock,
    random: cryptoRandom,
  });
  container.bind(QUEUE_SETTINGS).toConstantValue(settings);
  container.bind(EVENT_SINK).toConstantValue(troubles);
  container.load(
    ...transportModules(config, {
      queueId,
      endpoint: config.endpoint ?? settings.messagesEndpoint,
      credentials,
    }),
    remindersModule(config),
  );
  return { container, clock };
};

const follow = (url: string, name: string): Promise<WireClock> =>
  WireClock.connect({ url, activity: activityOf(name, cryptoRandom), processClock: systemClock });
