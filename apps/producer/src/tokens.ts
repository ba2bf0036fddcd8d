import { token } from '@snoozeq/core/di';
import type { ProducerOptions } from './config.js';
import type { ProducerApp } from './producer-app.js';
import type { Terminal } from './shell/terminal.js';

export const PRODUCER_OPTIONS = token<ProducerOptions>('producer/Options');
export const TERMINAL = token<Terminal>('producer/Terminal');
export const PRODUCER_APP = token<ProducerApp>('producer/App');
