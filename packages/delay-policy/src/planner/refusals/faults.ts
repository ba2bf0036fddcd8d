import type { EpochMs, Refusal, StrategyName } from '@snoozeq/core';
import { EARLIEST_DUE_MS } from '../../stamp/believable-due.js';
import { LATEST_INSTANT_MS } from '../../time/instant.js';
import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';

type Fault = Omit<Refusal, 'kind' | 'strategy'>;

/** What no other due time would mend. A message without a delay is judged, too. */
export const faultOf = (question: Question, strategy: StrategyName): Refusal | undefined => {
  const fault =
    nowFault(question) ??
    dueTimeFault(question) ??
    sizeFault(question) ??
    settingsFault(question) ??
    storageFault(question);
  return fault && { kind: 'refusal', strategy, ...fault };
};

const nowFault = ({ request: { nowMs } }: Question): Fault | undefined =>
  Number.isFinite(nowMs)
    ? undefined
    : {
        rule: 'due-time',
        message: `now is ${nowMs}: refused, a delay cannot be told from it. Give epoch milliseconds, such as those of the queue clock.`,
        source: 'planner: a delay is the due time less now',
      };

const dueTimeFault = ({ request: { dueAtMs, nowMs } }: Question): Fault | undefined =>
  isBelievable(dueAtMs, nowMs)
    ? undefined
    : {
        rule: 'due-time',
        message:
          `due time ${dueAtMs}: refused, it is not an instant from the year 2000 to the year 9999. ` +
          'Give epoch milliseconds (not seconds), a valid Date, or an RFC 3339 string with an offset.',
        source: 'due stamp, wire convention v1: due times are from 2000-01-01 on',
      };

/** Due now is always believed: it needs no due time on the wire, whatever a virtual clock says. */
const isBelievable = (dueAtMs: EpochMs, nowMs: EpochMs): boolean =>
  dueAtMs === nowMs || (dueAtMs >= EARLIEST_DUE_MS && dueAtMs <= LATEST_INSTANT_MS);

const sizeFault = ({ request: { sizeBytes }, limits: { maxMessageBytes } }: Question): Fault | undefined =>
  sizeBytes <= maxMessageBytes
    ? undefined
    : {
        rule: 'size',
        message:
          `${sizeBytes} bytes: refused, the queue takes at most ${maxMessageBytes} bytes a message, stamp included. ` +
          'Make the body smaller, or store it elsewhere and send a reference.',
        source: `queue settings: ${maxMessageBytes} bytes a message`,
      };

const settingsFault = ({ limits }: Question): Fault | undefined => {
  const broken = Object.entries(limits).find(
    ([, value]) => typeof value === 'number' && !(value >= 0 && value < Infinity),
  );
  return (
    broken && {
      rule: 'settings',
      message: `${broken[0]} ${broken[1]}: refused, a setting of a queue is 0 or more. Give what GetQueue says.`,
      source: 'queue settings as GetQueue tells them',
    }
  );
};

const storageFault = ({ request: { sizeBytes }, assumed: { waiting } }: Question): Fault | undefined =>
  waiting.bytes + sizeBytes <= SERVICE_LIMITS.storedBytes
    ? undefined
    : {
        rule: 'storage',
        message:
          `${sizeBytes} bytes: refused, ${waiting.bytes} bytes wait already and a queue stores at most ` +
          `${SERVICE_LIMITS.storedBytes}. Publish later, make messages smaller, or use a second queue.`,
        source: 'OCI limit, documented: 2 GB for each queue',
      };
