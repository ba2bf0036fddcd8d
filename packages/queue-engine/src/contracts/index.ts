export * from './answer.js';
export * from './change.js';
export * from './message.js';
export * from './request.js';
export * from './settings.js';
export * from './snapshot.js';
