import type { EngineSettings } from '@snoozeq/queue-engine';
import type { Modes } from './modes.js';

/** The modes that the engine itself obeys, in its own terms. */
export const engineModes = (modes: Modes): Pick<EngineSettings, 'pastRetention' | 'staleAfterLapse'> => ({
  pastRetention: modes.pastRetention,
  staleAfterLapse: modes.receiptAfterLapse === 'ends',
});
