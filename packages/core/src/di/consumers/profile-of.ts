import { consumerProfile, type ConsumerProfile } from '../../consumer/consumer-profile.js';

/**
 * The options that are settings of a profile; JavaScript may give `undefined` for one, which means its default.
 *
 * @throws QueueError `misconfigured` that names every setting that is out of range
 */
export const profileOf = ({
  lane,
  ...settings
}: Partial<ConsumerProfile> & { readonly lane?: string }): ConsumerProfile => {
  const names = Object.keys(consumerProfile()) as (keyof ConsumerProfile)[];
  const given = names.filter((name) => settings[name] !== undefined).map((name) => [name, settings[name]]);
  return consumerProfile({ ...(lane !== undefined && { lanes: [lane] }), ...Object.fromEntries(given) });
};
