import { deliveringFaults } from './delivering-faults.js';
import { endingFaults } from './ending-faults.js';
import type { Fault } from './fault.js';
import { hidingFaults } from './hiding-faults.js';
import { inspectionFaults } from './inspection-faults.js';
import { laneFaults } from './lane-faults.js';
import { lifetimeFaults } from './lifetime-faults.js';
import { limitFaults } from './limit-faults.js';
import { pollingFaults } from './polling-faults.js';
import { sendingFaults } from './sending-faults.js';
import { settlingFaults } from './settling-faults.js';

/** Planted mistakes; together they break every case of the contract. */
export const faults: readonly Fault[] = [
  ...sendingFaults,
  ...deliveringFaults,
  ...hidingFaults,
  ...settlingFaults,
  ...laneFaults,
  ...limitFaults,
  ...pollingFaults,
  ...lifetimeFaults,
  ...endingFaults,
  ...inspectionFaults,
];
