import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { goOnTogether } from './go-on-together.js';

let app: FastifyInstance;
let steps: string[];
beforeEach(async () => {
  app = fastify({ forceCloseConnections: true });
  steps = [];
  app.addHook('onRequest', ({ url }, { raw }, done) => {
    steps.push(`${url} arrives`);
    done();
    if (url === '/gone') raw.destroy();
  });
  goOnTogether(app);
  app.get('/*', async ({ url }) => {
    steps.push(`${url} is served`);
    return url;
  });
  await app.ready();
});
afterEach(() => app.close());

test('calls that arrive in one turn are served at its end, in their order', async () => {
  const urls = ['/a', '/b', '/c'];
  const replies = await Promise.all(urls.map((url) => app.inject(url)));
  expect(replies.map(({ body }) => body)).toEqual(urls);
  expect(steps).toEqual(['arrives', 'is served'].flatMap((step) => urls.map((url) => `${url} ${step}`)));
});

test('calls of later turns are served as well', async () => {
  for (const url of ['/a', '/b']) expect((await app.inject(url)).body).toBe(url);
});

test('what a client has sent that is gone by then is not begun', async () => {
  void app.inject('/gone').catch(() => undefined);
  await app.inject('/there');
  await endOfTurn();
  expect(steps).toEqual(['/gone arrives', '/there arrives', '/there is served']);
});
