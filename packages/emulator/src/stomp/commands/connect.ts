import { isLogin } from '../../auth/auth-token.js';
import { agreedHeartBeats } from '../connection/heart-beats.js';
import { onlyHeaders } from '../frames/header-fields.js';
import { agreedVersion } from '../frames/version.js';
import { StompError } from '../stomp-error.js';
import type { Command } from './command.js';

/** CONNECT, or STOMP, which is the same. Says neither which part of a wrong login was right nor what was sent. */
export const connect: Command = (frame, session) => {
  onlyHeaders(frame, ['accept-version', 'host', 'login', 'passcode', 'heart-beat']);
  const { headers } = frame;
  const { credentials, context } = session.service;
  const version = agreedVersion(headers.get('accept-version'));
  const sent = { login: headers.get('login'), passcode: headers.get('passcode') };
  if (credentials && !isLogin(credentials, sent)) {
    throw new StompError(
      'NotAuthenticated',
      `Login or passcode is wrong. Log in as <tenancy name>/<user name>, with the auth token in base64 as passcode.`,
    );
  }
  const agreed = agreedHeartBeats(headers.get('heart-beat'), context.modes.stompHeartBeat);
  session.connected(version, agreed);
  session.reply({
    command: 'CONNECTED',
    headers: {
      version,
      session: session.id,
      server: 'snoozeq-emulator',
      'heart-beat': `${agreed.sendEveryMs},${agreed.expectEveryMs}`,
    },
  });
};
