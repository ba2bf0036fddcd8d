import { ACTIVITY, QUEUE_CLOCK } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import type { WireClock } from '../wire-clock.js';

/** Rebinds the queue clock, and the activity that it reports, to a connected `clock`. Load it after the core module. */
export const wireClockModule = (clock: WireClock): ContainerModule =>
  new ContainerModule(({ rebind }) => {
    rebind(QUEUE_CLOCK).toConstantValue(clock);
    rebind(ACTIVITY).toConstantValue(clock.activity);
  });
