export { getDue } from './get-due.js';
export { getHistory } from './get-history.js';
export { getMessage } from './get-message.js';
export { getQueue } from './get-queue.js';
export { listMessages } from './list-messages.js';
export { listQueues } from './list-queues.js';
