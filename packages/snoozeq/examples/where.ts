import { queue } from './queue.js';

export const queueId = queue.queue;
export const adminEndpoint = queue.adminEndpoint ?? '';
export const credentials = queue.configFile === undefined ? {} : { configFile: queue.configFile };
