export { mergedReports, simulate, type FailedRun, type SimulationReport } from './run/simulate.js';
export type { SimulatedStrategy, SimulationOptions } from './run/options.js';
export type { RunFigures } from './run/figures.js';
export type { RunResult } from './run/run-scenario.js';
export type { Calls } from './faults/call-meter.js';
export type { FaultKind } from './faults/fault-kinds.js';
export type { FaultRates, Strike } from './faults/fault-plan.js';
export type { Invariant, Violation } from './ledger/violation.js';
export type { Scenario } from './scenario/scenario.js';
