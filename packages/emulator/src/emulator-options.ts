import type { Clock, RandomSource } from '@snoozeq/core';
import type { AllowedCallers } from './auth/local-only.js';
import type { EmulatorClock } from './clock/contract.js';
import type { SkippingClockOptions } from './clock/emulator-clock.js';
import type { LimitOverrides } from './limits/limits.js';
import type { FaultPlanInput } from './faults/fault-plan.js';
import type { Modes } from './limits/modes.js';
import type { QueueDefinition } from './setup/queue-definition.js';
import type { StompOptions } from './stomp/stomp-options.js';
import type { WorkRequestTimesByType } from './work-requests/work-request-times.js';

/** What a clock has to know that goes on from an earlier one, and is to be kept itself. */
export type ClockToBe = Pick<SkippingClockOptions, 'restored' | 'onChange'>;

/** How an emulator differs from OCI Queue on system time, with signatures checked, on a free port of this machine. */
export interface EmulatorOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`: not reachable from other machines. */
  readonly host?: string;
  /**
   * All time of the queues; default: a clock of its own that begins now, or where an earlier one on `dataDir` has come to, runs at
   * rate 1 and can be moved. A function makes one, which is closed with the emulator.
   */
  readonly clock?: EmulatorClock | ((kept: ClockToBe) => EmulatorClock);
  /** Real time, for the age of signatures, rate limits and deadlines of clients; default: the system's. */
  readonly realClock?: Clock;
  /** Default: unpredictable. */
  readonly random?: RandomSource;
  /** `required` (default): only requests signed with a known key. `off`: signatures are neither needed nor looked at. */
  readonly auth?: 'required' | 'off';
  /** Where the development key and the OCI config file are kept, and made unless they exist; default `.snoozeq`. */
  readonly credentialsDir?: string;
  /** Where STOMP is served; default: nowhere. Its login and certificate are in `credentialsDir`. */
  readonly stomp?: StompOptions;
  /** More keys that may sign, in PEM form by key id: `<tenancy OCID>/<user OCID>/<fingerprint>`. */
  readonly publicKeys?: Readonly<Record<string, string>>;
  /** Queues that exist from the start; see also `POST /_emulator/queues`. */
  readonly queues?: readonly QueueDefinition[];
  /** Who may use `/_emulator/` besides tools on this machine. */
  readonly allow?: AllowedCallers;
  /**
   * A folder where the state is kept: what was acknowledged survives the process, however that ends. Made when it is missing; absent:
   * the state ends with the process.
   */
  readonly dataDir?: string;
  /** One JSON line for each answered call and each message that expired or was dead-lettered; absent: none. */
  readonly callLogFile?: string;
  /** Upper ends that differ from those of OCI Queue, see `OCI_LIMITS`; `'off'`: no limit. */
  readonly limits?: LimitOverrides;
  /** Behaviour that OCI leaves open; see `MODES`. */
  readonly modes?: Readonly<Partial<Modes>>;
  /** How long changes of the admin plane take, for operations that are to differ from mode `workRequests`. */
  readonly workRequestTimes?: Partial<WorkRequestTimesByType>;
  /** What is to go wrong, from the start; see `FAULT_KINDS`. Default: nothing. */
  readonly faults?: FaultPlanInput;
  /** Told about errors of the emulator itself; default: standard error. */
  readonly reportFault?: (error: Error) => void;
}
