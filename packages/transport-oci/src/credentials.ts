import { QueueError } from '@snoozeq/core';
import * as common from 'oci-common';
import { privateKeyOf } from './private-key.js';

/** An API key, or the token of `oci session authenticate`, in a configuration file of OCI. The SDK wants `region` in the profile, though nothing here uses it. */
export interface ConfigFileProfile {
  /** Default: `~/.oci/config`, then `$OCI_CONFIG_FILE`. */
  readonly configFile?: string;
  /** Default: `DEFAULT`. */
  readonly profile?: string;
}

/**
 * A profile, or any provider of the SDK: instance principal, resource principal, session token. The caller closes what it gave.
 */
export type OciCredentials = ConfigFileProfile | common.AuthenticationDetailsProvider;

/** @throws QueueError `misconfigured` when the profile or its key cannot be read. */
export const providerOf = (credentials: OciCredentials): common.AuthenticationDetailsProvider =>
  'getKeyId' in credentials ? credentials : fromProfile(credentials);

const fromProfile = ({ configFile, profile }: ConfigFileProfile): common.AuthenticationDetailsProvider => {
  const where = `profile ${profile ?? 'DEFAULT'} of ${configFile ?? 'the default OCI configuration file'}`;
  const session = loaded(where, () => new common.SessionAuthDetailProvider(configFile, profile));
  const provider = session.sessionToken
    ? session
    : loaded(where, () => new common.ConfigFileAuthenticationDetailsProvider(configFile, profile));
  // A bad key should stop the start, not the first call; a profile with an authentication_type has no key of its own.
  if (!provider.getAuthType()) privateKeyOf(provider);
  return provider;
};

const loaded = <T>(where: string, load: () => T): T => {
  try {
    return load();
  } catch (thrown) {
    throw new QueueError('misconfigured', `${where} cannot be used: ${reasonOf(thrown)}.`);
  }
};

const REASONS = [
  [/missing (\w+) in config/, 'an entry is missing'],
  [/No profile named/, 'the file has no such profile'],
  [/File does not exist|Can't load the default config/, 'the file does not exist'],
  [/Region not specified/, 'it has no region, and OCI_REGION is not set'],
  [/read private key/, 'the file in key_file or security_token_file cannot be read'],
] as const;

/** The SDK's own text is not repeated and not kept as a cause: for a malformed line it quotes the line, which may be a pass phrase. */
const reasonOf = (thrown: unknown): string => {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const entry = /missing (\w+) in config/.exec(text)?.[1];
  if (entry) return `${entry} is missing`;
  return REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? 'it is not a list of key=value lines';
};
