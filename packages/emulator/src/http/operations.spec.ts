import { expect, test } from '@jest/globals';
import fastify from 'fastify';
import { ADMIN_PLANE, DATA_PLANE } from './api-routes.js';
import { withLimits } from '../limits/limits.js';
import { withModes } from '../limits/modes.js';
import type { EmulatorContext } from './emulator-context.js';
import { OPERATIONS } from './operations.js';

test('every route of the API is a known operation', () => {
  const names: unknown[] = [];
  const app = fastify({ exposeHeadRoutes: false });
  app.addHook('onRoute', ({ config }) => void names.push(config?.op));
  const rules = { limits: withLimits(), modes: withModes() };
  for (const route of [...ADMIN_PLANE, ...DATA_PLANE]) route(app, rules as EmulatorContext);
  expect(names.length).toBeGreaterThan(10);
  expect(OPERATIONS).toEqual(expect.arrayContaining(names));
});
