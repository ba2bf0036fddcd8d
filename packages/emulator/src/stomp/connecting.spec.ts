import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { frameText, stompLogin } from '../spec-support/stomp-probe.js';
import { StompStage } from '../spec-support/stomp-stage.js';

const stage = new StompStage();
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await stage.start();
});
afterEach(() => stage.stop());

describe('CONNECT', () => {
  test.each([
    ['1.0,1.1,1.2', '1.2'],
    ['1.0,1.1', '1.1'],
    ['1.1,2.0', '1.1'],
    ['1.0', '1.0'],
    [undefined, '1.0'],
  ])('accepting %s it speaks %s (F7.versions)', async (accepted, version) => {
    await stage.open();
    stage.send('STOMP', { 'accept-version': accepted, ...stompLogin(stage.t) });
    expect(await stage.next()).toMatchObject({ command: 'CONNECTED', headers: { version } });
  });

  test('no version in common is an error that names those that there are', async () => {
    await stage.open();
    stage.send('CONNECT', { 'accept-version': '3.0', ...stompLogin(stage.t) });
    expect((await stage.error()).headers).toMatchObject({
      message: 'UnsupportedVersion',
      version: '1.0,1.1,1.2',
    });
  });

  test.each([
    ['a wrong passcode', { passcode: 'd3Jvbmc=' }],
    ['no passcode', { passcode: undefined }],
    ['another user', { login: 'tenancy/other' }],
  ])('%s is refused (F7.connect)', async (_name, wrong) => {
    await stage.open();
    stage.send('CONNECT', { 'accept-version': '1.2', ...stompLogin(stage.t), ...wrong });
    const { headers, body } = await stage.error();
    expect(headers['message']).toBe('NotAuthenticated');
    expect(body).not.toContain('d3Jvbmc=');
  });

  test('a federated user is known by the longer login, too (F7.connect)', async () => {
    const { login } = stompLogin(stage.t);
    await stage.connect({ login: login.replace('/', '/oracleidentitycloudservice/') });
    expect(stage.probe.socket.readyState).toBe('open');
  });

  test('without checks everybody may log in', async () => {
    await stage.start({ stomp: { port: 0 }, auth: 'off' });
    await stage.connect({ login: undefined, passcode: undefined });
    expect(stage.probe.socket.readyState).toBe('open');
  });

  test.each([
    ['before it', () => frameText('SEND', { destination: 'q' })],
    ['twice', () => frameText('CONNECT', stompLogin(stage.t)) + frameText('CONNECT', stompLogin(stage.t))],
  ])('no frame may come %s', async (_name, frames) => {
    await stage.open();
    stage.probe.send(frames());
    let frame = await stage.next();
    if (frame.command === 'CONNECTED') frame = await stage.next();
    expect(frame).toMatchObject({ command: 'ERROR', headers: { message: 'MalformedFrame' } });
    await stage.probe.ended;
  });
});
