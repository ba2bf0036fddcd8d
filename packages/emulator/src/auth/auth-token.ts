import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createOnce } from './create-once.js';

/** What a STOMP client needs to log in. */
export interface StompCredentials {
  /** `<tenancy name>/<user name>`. */
  readonly login: string;
  /** Absolute path of the file that holds the auth token; the passcode is the token in base64. */
  readonly tokenFile: string;
  readonly token: string;
}

const TENANCY = 'emulatortenancy';
const USER = 'emulatoruser';
/** The domain that users of OCI Identity Cloud Service name. */
const FEDERATION = 'oracleidentitycloudservice';
const TOKEN_BYTES = 24;

/** Makes an auth token in `directory`, unless there is one, and reads it. For development only. @throws Error that names an empty file */
export const ensureAuthToken = (directory: string): StompCredentials => {
  const folder = resolve(directory);
  const tokenFile = join(folder, 'auth-token');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(tokenFile)) createOnce(tokenFile, `${randomBytes(TOKEN_BYTES).toString('base64url')}\n`);
  const token = readFileSync(tokenFile, 'utf8').trim();
  if (token === '') throw new Error(`${tokenFile} holds no auth token. Delete it and a new one is made.`);
  return { login: `${TENANCY}/${USER}`, tokenFile, token };
};

/** Whether a login and its passcode are those of the credentials; the time that it takes tells nothing about them. */
export const isLogin = (
  { login, token }: StompCredentials,
  sent: { readonly login: string | undefined; readonly passcode: string | undefined },
): boolean => {
  const passcode = Buffer.from(token).toString('base64');
  const isUser = [login, login.replace('/', `/${FEDERATION}/`)].map((known) => isSame(known, sent.login));
  const isPasscode = isSame(passcode, sent.passcode);
  return isUser.includes(true) && isPasscode;
};

const isSame = (known: string, sent: string | undefined): boolean =>
  timingSafeEqual(digest(known), digest(sent ?? '')) && sent !== undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
