import { activityOf, cryptoRandom, systemClock } from '@snoozeq/core';
import { ACTIVITY, coreModule, EVENT_SINK } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { queueModules, stampOf } from '@snoozeq/producer-app/shell';
import { WireClock } from '@snoozeq/wire-clock';
import { wireClockModule } from '@snoozeq/wire-clock/di';
import { Container } from 'inversify';
import type { ConsumerConfig } from './config.js';
import { remindersModule } from './reminders.module.js';
import { troubles } from './troubles.js';

export interface Composition {
  readonly container: Container;
  readonly clock: WireClock | undefined;
}

/** The composition root: modules of the library, then this app's own. System time, unless a clock is named. */
export const compose = async (config: ConsumerConfig): Promise<Composition> => {
  const { name, strategy, place, clockUrl, acceptUnstamped } = config;
  const container = new Container();
  container.load(
    coreModule({ name }),
    delayPolicyModule({ strategy, stamp: stampOf(place), ...(acceptUnstamped && { acceptUnstamped }) }),
  );
  const clock = clockUrl === undefined ? undefined : await follow(clockUrl, name);
  if (clock) container.load(wireClockModule(clock));
  container.bind(EVENT_SINK).toConstantValue(troubles);
  container.load(...(await queueModules(place, container.get(ACTIVITY))), remindersModule(config));
  return { container, clock };
};

const follow = (url: string, name: string): Promise<WireClock> =>
  WireClock.connect({ url, activity: activityOf(name, cryptoRandom), processClock: systemClock });
