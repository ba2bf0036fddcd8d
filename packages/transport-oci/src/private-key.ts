import { createPrivateKey, type KeyObject } from 'node:crypto';
import { QueueError } from '@snoozeq/core';

/** Who holds a private key in PEM, and its pass phrase. */
export interface KeyHolder {
  getPrivateKey(): string;
  getPassphrase(): string | null;
}

/** @throws QueueError `misconfigured` when it is not an RSA key, or the pass phrase does not fit. */
export const privateKeyOf = (holder: KeyHolder): KeyObject => {
  const key = parsed(holder);
  if (key.asymmetricKeyType === 'rsa') return key;
  throw new QueueError(
    'misconfigured',
    `the private key is of type ${key.asymmetricKeyType}, but OCI signatures need rsa. Upload an RSA API key.`,
  );
};

const parsed = (holder: KeyHolder): KeyObject => {
  const passphrase = holder.getPassphrase();
  try {
    return createPrivateKey({ key: holder.getPrivateKey(), ...(passphrase ? { passphrase } : {}) });
  } catch (cause) {
    throw new QueueError(
      'misconfigured',
      'the private key cannot be read. Give an RSA key in PEM (PKCS#1 or PKCS#8) and its pass phrase, if it has one.',
      { cause },
    );
  }
};

/** Parsing a key costs three times as much as signing with it, so it is parsed again only when the holder has another one. */
export class KeyCache {
  #pem: string | undefined;
  #key: KeyObject | undefined;

  keyOf(holder: KeyHolder): KeyObject {
    const pem = holder.getPrivateKey();
    if (!this.#key || this.#pem !== pem) {
      this.#key = privateKeyOf(holder);
      this.#pem = pem;
    }
    return this.#key;
  }
}
