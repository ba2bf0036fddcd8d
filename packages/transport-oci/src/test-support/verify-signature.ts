import { createHash, verify, type KeyObject } from 'node:crypto';

export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Checks a request as the service does: rebuilds the signed lines in the order that `authorization` states. */
export const signatureHolds = (request: ReceivedRequest, publicKey: KeyObject): boolean => {
  const parts = new Map(
    [...String(request.headers['authorization']).matchAll(/(\w+)="([^"]*)"/g)].map(([, k, v]) => [k, v]),
  );
  const lines = (parts.get('headers') ?? '').split(' ').map((name) => {
    const key = name.toLowerCase();
    return key === '(request-target)'
      ? `${key}: ${request.method.toLowerCase()} ${request.target}`
      : `${key}: ${String(request.headers[key])}`;
  });
  const signature = Buffer.from(parts.get('signature') ?? '', 'base64');
  return verify('RSA-SHA256', Buffer.from(lines.join('\n')), publicKey, signature) && bodyHashHolds(request);
};

const bodyHashHolds = ({ headers, body }: ReceivedRequest): boolean => {
  const stated = headers['x-content-sha256'];
  return stated === undefined || stated === createHash('sha256').update(body).digest('base64');
};
