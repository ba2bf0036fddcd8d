import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
const OWNER_ONLY = 0o600;

/** Makes a key pair and an OCI config file in `directory`, unless they are there, and reads them. For development only. */
export const ensureDevCredentials = (directory: string): DevCredentials => {
  const folder = resolve(directory);
  const [keyFile, configFile] = [join(folder, 'api-key.pem'), join(folder, 'config')];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(keyFile)) writeFileSync(keyFile, newPrivateKey(), { mode: OWNER_ONLY });
  const publicKey = createPublicKey(createPrivateKey(readFileSync(keyFile)));
  const keyFingerprint = fingerprint(publicKey);
  writeFileSync(configFile, configText(keyFile, keyFingerprint), { mode: OWNER_ONLY });
  return { configFile, profile: PROFILE, keyId: `${TENANCY}/${USER}/${keyFingerprint}`, publicKey };
};

const newPrivateKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

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
