export { createQueue } from './create-queue.js';
export { deleteQueue } from './delete-queue.js';
export { getQueue } from './get-queue.js';
export { getWorkRequest } from './get-work-request.js';
export { listQueues } from './list-queues.js';
export { listWorkRequests } from './list-work-requests.js';
export { updateQueue } from './update-queue.js';
