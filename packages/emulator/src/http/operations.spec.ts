import { expect, test } from '@jest/globals';
import fastify from 'fastify';
import { ADMIN_PLANE, DATA_PLANE } from './api-routes.js';
import type { EmulatorContext } from './emulator-context.js';
import { OPERATIONS } from './operations.js';

test('every route of the API is a known operation', () => {
  const names: unknown[] = [];
  const app = fastify({ exposeHeadRoutes: false });
  app.addHook('onRoute', ({ config }) => void names.push(config?.op));
  for (const route of [...ADMIN_PLANE, ...DATA_PLANE]) route(app, {} as EmulatorContext);
  expect(names.length).toBeGreaterThan(10);
  expect(OPERATIONS).toEqual(expect.arrayContaining(names));
});
