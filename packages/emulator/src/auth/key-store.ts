import { createPublicKey, type KeyObject } from 'node:crypto';

/** Public keys by key id: `<tenancy>/<user>/<fingerprint>`. */
export type KeyStore = ReadonlyMap<string, KeyObject>;

const KEY_ID = /^[^/\s]+\/[^/\s]+\/[0-9a-f]{2}(:[0-9a-f]{2}){15}$/i;

/**
 * Reads public keys in PEM form, by key id.
 * @throws Error that names the key id, for one that is not of that form and for a text that is no public RSA key
 */
export const readPublicKeys = (pems: Readonly<Record<string, string>>): KeyStore =>
  new Map(Object.entries(pems).map(([keyId, pem]) => [keyId, publicKey(keyId, pem)]));

const publicKey = (keyId: string, pem: string): KeyObject => {
  if (!KEY_ID.test(keyId))
    throw new Error(
      `Key id '${keyId}' is not of the form <tenancy OCID>/<user OCID>/<fingerprint>. Copy the three from the OCI config file.`,
    );
  const key = parsed(pem);
  if (key?.asymmetricKeyType === 'rsa') return key;
  throw new Error(`The public key for '${keyId}' is not an RSA key in PEM form. Give what OCI was given.`);
};

const parsed = (pem: string): KeyObject | undefined => {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
};
