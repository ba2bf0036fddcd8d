export type { Hooks } from './hooks.js';
export { useEmulator, type EmulatorInTests, type TestTime, type UseEmulatorOptions } from './use-emulator.js';
