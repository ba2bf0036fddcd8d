import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type * as common from 'oci-common';

export interface Identity {
  readonly keyId: string;
  readonly pem: string;
  readonly publicKey: KeyObject;
  readonly provider: common.AuthenticationDetailsProvider;
}

export const anIdentity = (): Identity => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keyId = 'ocid1.tenancy.oc1..t/ocid1.user.oc1..u/aa:bb';
  const provider = {
    getKeyId: () => Promise.resolve(keyId),
    getPrivateKey: () => pem,
    getPassphrase: () => null,
  };
  return { keyId, pem, publicKey, provider };
};
