import type { FastifyInstance } from 'fastify';
import * as admin from '../admin/index.js';
import { faultRoutes } from '../faults/fault-routes.js';
import * as inspection from '../inspection/index.js';
import type { EmulatorContext } from './emulator-context.js';
import * as rest from '../rest/index.js';
import { defineQueue } from '../setup/define-queue.js';
import * as state from '../state/index.js';

export type Route = (scope: FastifyInstance, context: EmulatorContext) => void;

/** Operations of QueueAdminClient: they manage queues. */
export const ADMIN_PLANE: readonly Route[] = [
  admin.createQueue,
  admin.getQueue,
  admin.listQueues,
  admin.updateQueue,
  admin.deleteQueue,
  admin.changeQueueCompartment,
  admin.purgeQueue,
  admin.createConsumerGroup,
  admin.getConsumerGroup,
  admin.listConsumerGroups,
  admin.updateConsumerGroup,
  admin.deleteConsumerGroup,
  admin.getWorkRequest,
  admin.listWorkRequests,
  admin.listWorkRequestErrors,
  admin.listWorkRequestLogs,
];

/** Operations of QueueClient: they move messages. */
export const DATA_PLANE: readonly Route[] = [
  rest.putMessages,
  rest.getMessages,
  rest.updateMessage,
  rest.updateMessages,
  rest.deleteMessage,
  rest.deleteMessages,
  rest.getStats,
  rest.listChannels,
];

/** Below `/_emulator`: what no service has. */
export const OWN_ROUTES: readonly Route[] = [
  inspection.listQueues,
  inspection.getQueue,
  inspection.getDue,
  inspection.listMessages,
  inspection.getMessage,
  inspection.getHistory,
  faultRoutes,
  defineQueue,
  state.snapshot,
  state.restore,
  state.reset,
  state.exportMessages,
  state.importMessages,
];
