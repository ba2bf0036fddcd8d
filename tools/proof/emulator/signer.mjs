import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH']);

const field = (config, name) => new RegExp(`^${name}=(.*)$`, 'm').exec(config)?.[1] ?? '';

/** Who signs: the profile in an OCI config file with a single one. */
export const readIdentity = (configFile) => {
  const config = readFileSync(configFile, 'utf8');
  const [tenancy, user, fingerprint] = ['tenancy', 'user', 'fingerprint'].map((name) => field(config, name));
  return {
    keyId: `${tenancy}/${user}/${fingerprint}`,
    privateKey: createPrivateKey(readFileSync(field(config, 'key_file'))),
  };
};

/** The headers that make a request one of `identity`, as the SDK for TypeScript writes them. */
export const signatureHeaders = (
  { method, target, host, body },
  { keyId, privateKey },
  dateMs = Date.now(),
) => {
  const signed = [
    ['x-date', new Date(dateMs).toUTCString()],
    ['(request-target)', `${method.toLowerCase()} ${target}`],
    ['host', host],
  ];
  if (BODY_METHODS.has(method)) {
    signed.push(
      ['content-type', 'application/json'],
      ['content-length', String(body?.length ?? 0)],
      [
        'x-content-sha256',
        createHash('sha256')
          .update(body ?? '')
          .digest('base64'),
      ],
    );
  }
  const text = Buffer.from(signed.map(([name, value]) => `${name}: ${value}`).join('\n'));
  const signature = sign('sha256', text, privateKey).toString('base64');
  const names = signed.map(([name]) => name).join(' ');
  return [
    [
      'authorization',
      `Signature version="1",keyId="${keyId}",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
    ],
    ...signed.filter(([name]) => name === 'x-date' || name === 'x-content-sha256'),
  ];
};
