import { CountedActivity, cryptoRandom, mintId, systemClock } from '@snoozeq/core';
import { WireClock } from '@snoozeq/wire-clock';

/** Joins the clock at `url` under a name of its own; nothing to follow without a URL. The caller closes it. */
export const followClock = async (url: string | undefined): Promise<WireClock | undefined> => {
  if (url === undefined) return undefined;
  const activity = new CountedActivity(`producer-${mintId(cryptoRandom).slice(0, 8)}`);
  return WireClock.connect({ url, activity, processClock: systemClock });
};
