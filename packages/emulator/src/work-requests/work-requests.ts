import type { Clock, EpochMs, RandomSource } from '@snoozeq/core';
import { notFound } from '../http/oci-error.js';
import { earliest } from '../queues/earliest.js';
import { EngineTimer } from '../queues/engine-timer.js';
import { createOcid } from '../queues/ocid.js';
import { ResourceMap, type ResourceObserver } from '../queues/resource-map.js';
import type { Task } from './task.js';
import { isFinished, type RetryToken, type WorkRequest, type WorkRequestError } from './work-request.js';
import type { WorkRequestTimesByType } from './work-request-times.js';

export interface WorkRequestsOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly times: WorkRequestTimesByType;
  /** Does what the task says. The result says why that has become impossible. */
  readonly carryOut: (task: Task, atMs: EpochMs) => WorkRequestError | undefined;
  readonly changed?: ResourceObserver<WorkRequest> | undefined;
  /** Told about errors of the emulator itself. */
  readonly reportFault: (error: Error) => void;
}

export interface WorkOrder {
  readonly task: Task;
  readonly compartmentId: string;
  readonly retry?: RetryToken | undefined;
}

const FAULT: WorkRequestError = {
  code: 'InternalServerError',
  message: 'The emulator failed: a bug of its own, reported where it runs. Please pass the report on.',
};

/** All work requests, each driven by queue time: accepted, started, finished. */
export class WorkRequests {
  readonly #requests: ResourceMap<WorkRequest>;
  /** Those that are not finished, for what comes next. */
  readonly #open = new Map<string, WorkRequest>();
  readonly #timer: EngineTimer;

  constructor(private readonly options: WorkRequestsOptions) {
    this.#requests = new ResourceMap({ isOver: isFinished, observer: options.changed });
    this.#timer = new EngineTimer(
      options.clock,
      () => this.nextEventAtMs(),
      () => this.#advance(),
    );
  }

  /** One that takes no time has succeeded or failed already when this returns. */
  accept({ task, compartmentId, retry }: WorkOrder): WorkRequest {
    const acceptedAtMs = this.#nowMs();
    const { acceptedMs, inProgressMs } = this.options.times[task.kind];
    const startsAtMs = acceptedAtMs + acceptedMs;
    const id = createOcid('queueworkrequest', this.options.random);
    this.#save({
      id,
      task,
      compartmentId,
      status: 'ACCEPTED',
      acceptedAtMs,
      startsAtMs,
      finishesAtMs: startsAtMs + inProgressMs,
      ...(retry && { retry }),
    });
    this.#advance();
    this.#timer.arm();
    return this.get(id);
  }

  /** @throws OciError 404, also for one that finished long ago */
  get(id: string): WorkRequest {
    const found = this.#requests.get(id);
    if (!found) throw notFound(`Work request ${id}`);
    return found;
  }

  /** In the order of their acceptance. */
  list(): readonly WorkRequest[] {
    return this.#requests.list();
  }

  /** When the next one starts or finishes. */
  nextEventAtMs(): EpochMs | undefined {
    return earliest([...this.#open.values()].map(nextStepMs));
  }

  /** Puts back what an observer was told, in place of all else; what is open goes on. */
  restore(requests: readonly WorkRequest[]): void {
    this.#requests.restore(requests);
    this.#open.clear();
    for (const request of requests) if (!isFinished(request)) this.#open.set(request.id, request);
    this.#timer.arm();
  }

  close(): void {
    this.#timer.stop();
  }

  /** Takes every step that is due, in the order of time. */
  #advance(): void {
    const nowMs = this.#nowMs();
    for (;;) {
      const next = [...this.#open.values()].toSorted((a, b) => nextStepMs(a) - nextStepMs(b))[0];
      if (!next || nextStepMs(next) > nowMs) return;
      this.#save(next.status === 'ACCEPTED' ? { ...next, status: 'IN_PROGRESS' } : this.#finished(next));
    }
  }

  #finished(request: WorkRequest): WorkRequest {
    const error = this.#carriedOut(request);
    return error ? { ...request, status: 'FAILED', error } : { ...request, status: 'SUCCEEDED' };
  }

  /** Runs on a timer, where nobody would catch what is thrown. */
  #carriedOut({ task, finishesAtMs }: WorkRequest): WorkRequestError | undefined {
    try {
      return this.options.carryOut(task, finishesAtMs);
    } catch (fault) {
      this.options.reportFault(fault instanceof Error ? fault : new Error(String(fault)));
      return FAULT;
    }
  }

  #save(request: WorkRequest): void {
    this.#requests.save(request);
    if (isFinished(request)) this.#open.delete(request.id);
    else this.#open.set(request.id, request);
  }

  #nowMs(): EpochMs {
    return Math.floor(this.options.clock.now());
  }
}

const nextStepMs = ({ status, startsAtMs, finishesAtMs }: WorkRequest): EpochMs =>
  status === 'ACCEPTED' ? startsAtMs : finishesAtMs;
