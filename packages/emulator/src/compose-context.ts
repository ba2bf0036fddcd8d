import type { Clock } from '@snoozeq/core';
import { cryptoRandom } from '@snoozeq/core/base';
import { carryOut } from './admin/index.js';
import { queueTimeOf } from './clock/contract.js';
import { rateOf } from './clock/course.js';
import { SkippingClock } from './clock/emulator-clock.js';
import type { EmulatorOptions } from './emulator-options.js';
import type { AnsweredCall, CallLog } from './events/call-log.js';
import { loggedEvents } from './events/engine-events.js';
import { History } from './events/history.js';
import { FaultInjector } from './faults/fault-injector.js';
import { readFaultPlan } from './faults/read-fault-plan.js';
import type { EmulatorContext } from './http/emulator-context.js';
import { withLimits } from './limits/limits.js';
import { withModes } from './limits/modes.js';
import { Counts } from './metrics/counts.js';
import { earliest } from './queues/earliest.js';
import { QueueRegistry } from './queues/queue-registry.js';
import { Traffic } from './rest/queue-traffic.js';
import { Statistics } from './rest/statistics.js';
import { EmulatorState } from './state/emulator-state.js';
import type { OpenState } from './state/open-state.js';
import { observer } from './store/observer.js';
import { workRequestTimes } from './work-requests/work-request-times.js';
import { WorkRequests } from './work-requests/work-requests.js';

export type ComposeOptions = EmulatorOptions & {
  readonly realClock: Clock;
  readonly reportFault: (error: Error) => void;
};

export interface Composed {
  readonly context: EmulatorContext;
  /** To be told about every call when its reply was handed over. */
  readonly answered: (call: AnsweredCall) => void;
}

/** Everything behind the wire, with what an earlier run has kept: every change and every call goes to log, history, counts and store. */
export const composeContext = (
  { clock, store }: OpenState,
  options: ComposeOptions,
  log: CallLog,
): Composed => {
  const { random = cryptoRandom, realClock, reportFault } = options;
  const [limits, modes] = [withLimits(options.limits), withModes(options.modes)];
  const [history, counts] = [new History(), new Counts()];
  const time = { clock: queueTimeOf(clock), realClock, random };
  const queues = new QueueRegistry({
    ...{ ...time, limits, modes },
    observe: (queueId, changes) => {
      store.changed(queueId, changes);
      loggedEvents(queueId, changes).forEach((event) => log.write(event));
      for (const each of [history, counts]) each.changed(queueId, changes);
    },
    changed: { queues: observer(store, 'queue'), groups: observer(store, 'consumerGroup') },
  });
  const workRequests = new WorkRequests({
    ...time,
    times: workRequestTimes(modes.workRequests, options.workRequestTimes),
    carryOut: carryOut(queues),
    changed: observer(store, 'workRequest'),
    reportFault,
  });
  const state = new EmulatorState({ queues, workRequests, store });
  state.restoreKept();
  clock.setNextEvent(() => earliest([queues.nextEventAtMs(), workRequests.nextEventAtMs()]));
  clock.onMoved(() => queues.catchUp());
  return {
    context: {
      ...{ queues, workRequests, state, limits, modes, realClock, random, history, counts },
      receipts: state.receipts,
      traffic: new Traffic(limits, realClock),
      statistics: new Statistics(() => queues.nowMs(), modes),
      faults: new FaultInjector(options.faults && readFaultPlan(options.faults)),
      clockRate: () => (clock instanceof SkippingClock ? rateOf(clock.course) : undefined),
      pollWaits: (requestId, waits) => clock.requestReceived(requestId, waits),
    },
    answered: (call) => {
      log.write(call);
      for (const each of [history, counts]) each.answered(call);
    },
  };
};
