import type { ContractCase } from './contract-case.js';
import { deliveringCases } from './delivering-cases.js';
import { endingCases } from './ending-cases.js';
import { hidingCases } from './hiding-cases.js';
import { inspectionCases } from './inspection-cases.js';
import { laneCases } from './lane-cases.js';
import { lifetimeCases } from './lifetime-cases.js';
import { limitCases } from './limit-cases.js';
import { pollingCases } from './polling-cases.js';
import { sendingCases } from './sending-cases.js';
import { settlingCases } from './settling-cases.js';

/** What every transport owes. */
export const contractCases: readonly ContractCase[] = [
  ...sendingCases,
  ...deliveringCases,
  ...hidingCases,
  ...settlingCases,
  ...laneCases,
  ...limitCases,
  ...pollingCases,
  ...lifetimeCases,
  ...endingCases,
  ...inspectionCases,
];
