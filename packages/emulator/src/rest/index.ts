export { deleteMessage } from './delete-message.js';
export { deleteMessages } from './delete-messages.js';
export { getMessages } from './get-messages.js';
export { getStats, statsDocument } from './get-stats.js';
export { listChannels } from './list-channels.js';
export { putMessages } from './put-messages.js';
export { updateMessage } from './update-message.js';
export { updateMessages } from './update-messages.js';
