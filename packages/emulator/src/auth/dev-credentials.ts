import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OWNER_ONLY, createOnce } from './create-once.js';

/** What a client needs to sign for the emulator. */
export interface DevCredentials {
  /** Absolute path of a file in the form of `~/.oci/config`. */
  readonly configFile: string;
  readonly profile: string;
  /** `<tenancy>/<user>/<fingerprint>`, as it is in signatures. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

const PROFILE = 'DEFAULT';
/** Not secret and not random: they name nobody. */
const USER = 'ocid1.user.oc1..emulatoruser';
const TENANCY = 'ocid1.tenancy.oc1..emulatortenancy';
const REGION = 'us-ashburn-1';

/**
 * Makes a key pair and an OCI config file in `directory`, unless they are there, and reads them. For development only.
 * @throws Error that names the file when what is there is no private key
 */
export const ensureDevCredentials = (directory: string): DevCredentials => {
  const folder = resolve(directory);
  const [keyFile, configFile] = [join(folder, 'api-key.pem'), join(folder, 'config')];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(keyFile)) createOnce(keyFile, newPrivateKey());
  const publicKey = publicKeyIn(keyFile);
  const keyFingerprint = fingerprint(publicKey);
  replaceText(configFile, configText(keyFile, keyFingerprint));
  return { configFile, profile: PROFILE, keyId: `${TENANCY}/${USER}/${keyFingerprint}`, publicKey };
};

/** Leaves a file that is right already alone: a client of another emulator may be reading it. */
const replaceText = (file: string, text: string): void => {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text)
    writeFileSync(file, text, { mode: OWNER_ONLY });
};

const publicKeyIn = (keyFile: string): KeyObject => {
  try {
    return createPublicKey(createPrivateKey(readFileSync(keyFile)));
  } catch (cause) {
    throw new Error(
      `${keyFile} holds no private key in PEM form without a passphrase. Delete it and a new one is made.`,
      { cause },
    );
  }
};

/** Oracle's command line warns about keys that do not end with this label. */
const KEY_LABEL = 'OCI_API_KEY';

const newPrivateKey = (): string => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${KEY_LABEL}\n`;
};

/** OCI names a key by the MD5 of its public half in DER form. */
const fingerprint = (key: KeyObject): string =>
  createHash('md5')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .replace(/(..)(?!$)/g, '$1:');

const configText = (keyFile: string, keyFingerprint: string): string =>
  [
    `[${PROFILE}]`,
    `user=${USER}`,
    `fingerprint=${keyFingerprint}`,
    `tenancy=${TENANCY}`,
    `region=${REGION}`,
    `key_file=${keyFile}`,
    '',
  ].join('\n');
