import { StompError } from '../stomp-error.js';
import type { StompVersion } from './frame.js';

/** The newest first. */
const VERSIONS: readonly StompVersion[] = ['1.2', '1.1', '1.0'];

/** The newest that both speak; a client that names none speaks 1.0. @throws StompError when there is none */
export const agreedVersion = (accepted: string | undefined): StompVersion => {
  const offered = (accepted ?? '1.0').split(',').map((version) => version.trim());
  const agreed = VERSIONS.find((version) => offered.includes(version));
  if (agreed) return agreed;
  const known = VERSIONS.toReversed().join(',');
  throw new StompError('UnsupportedVersion', `accept-version names none of ${known}.`, { version: known });
};
