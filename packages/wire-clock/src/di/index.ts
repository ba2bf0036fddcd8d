export { wireClockModule } from './wire-clock.module.js';
