import type { EngineSettings } from '@snoozeq/queue-engine';
import type { Modes } from './modes.js';

/** The modes that the engine itself obeys, in its own terms. */
export const engineModes = (modes: Modes): Omit<EngineSettings, 'retentionMs' | 'maxDeliveries'> => ({
  pastRetention: modes.pastRetention,
  receiptAfterUpdate: modes.receiptAfterUpdate,
  updateCounts: modes.updateCounts === 'yes',
  staleAfterLapse: modes.receiptAfterLapse === 'ends',
});
