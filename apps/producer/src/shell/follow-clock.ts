import { activityOf, cryptoRandom, systemClock } from '@snoozeq/core';
import { WireClock } from '@snoozeq/wire-clock';

/** Joins the clock at `url` under a name that begins with `command`; nothing to follow without a URL. The caller closes it. */
export const followClock = async (
  command: string,
  url: string | undefined,
): Promise<WireClock | undefined> =>
  url === undefined
    ? undefined
    : WireClock.connect({ url, activity: activityOf(command, cryptoRandom), processClock: systemClock });
