import type { Clock } from '@snoozeq/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { ownerOfDeadLetters } from '../queues/ocid.js';
import { callFaults } from './call-faults.js';
import type { FaultCall, Injection } from './decide-faults.js';
import { answers } from './fault-kinds.js';
import { replacedReply, takePlaceOf } from './fault-replies.js';
import { messageProperties } from './message-properties.js';

/** Skews the clock of calls whose signatures are not checked yet; to be added before the hooks that do. */
export const skewClocks = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.addHook('onRequest', (request, reply, done) => {
    const { faults, realClock } = context;
    if (faults.isEmpty) return done();
    const injections = faults.decide({ ...callOf(request, context), messages: [] }, 'arrival');
    note(request, injections);
    for (const { rule } of injections) {
      if (rule.fault.kind === 'clock-skew') request.skewMs += rule.fault.skewMs;
    }
    if (injections.length > 0) reply.header('date', new Date(realClock.now() + request.skewMs).toUTCString());
    return done();
  });
};

/** Lets faults strike before an operation acts and before its reply leaves. Operations that heed some read `request.faults`. */
export const injectFaults = (scope: FastifyInstance, context: EmulatorContext): void => {
  /** Calls that have acted, or will, as they were before. */
  const acting = new WeakMap<FastifyRequest, FaultCall>();

  scope.addHook('preHandler', (request, reply, done) => {
    const { faults, realClock } = context;
    if (faults.isEmpty) return done();
    const messages = messageProperties(request, context);
    const call: FaultCall = { ...callOf(request, context), messages };
    const injections = faults.decide(call, 'before');
    note(request, injections);
    request.faults = callFaults(injections, context.modes);
    return after(delayMs(injections), realClock, reply, () => {
      const answer = injections.find(({ rule }) => answers(rule.fault));
      if (answer) return giveInstead(answer, reply, (body) => void reply.send(body));
      acting.set(request, call);
      return done();
    });
  });

  scope.addHook('onSend', (request, reply, payload, done) => {
    const call = acting.get(request);
    if (!call || reply.raw.destroyed) return done(null, payload);
    const given = request.delivered?.messages.map(({ message }) => message.properties ?? {});
    const messages = given ?? call.messages;
    const injections = context.faults.decide({ ...call, messages }, 'after');
    note(request, injections);
    lapseSome(request, injections);
    return after(delayMs(injections), context.realClock, reply, () => {
      const answer = injections.find(({ rule }) => answers(rule.fault));
      return answer ? giveInstead(answer, reply, (body) => done(null, body)) : done(null, payload);
    });
  });
};

const callOf = (
  { call, params }: FastifyRequest,
  { queues }: EmulatorContext,
): Omit<FaultCall, 'messages'> => {
  const id = (params as { readonly queueId?: string }).queueId;
  if (id === undefined) return { operation: call.op };
  const name = queues.resources.get(ownerOfDeadLetters(id) ?? id)?.displayName;
  return { operation: call.op, queue: { id, ...(name !== undefined && { name }) } };
};

const note = ({ call }: FastifyRequest, injections: readonly Injection[]): void => {
  if (injections.length === 0) return;
  call.faults = [...(call.faults ?? []), ...injections.map(({ rule }) => rule.name)];
};

const delayMs = (injections: readonly Injection[]): number =>
  injections.reduce((sumMs, { rule: { fault }, draw }) => {
    if (fault.kind !== 'latency') return sumMs;
    return sumMs + fault.minMs + Math.floor(draw * (fault.maxMs - fault.minMs + 1));
  }, 0);

/** Goes on after a delay, in the same turn when there is none. Not for a client that has gone: nothing is done for it any more. */
const after = (delay: number, clock: Clock, { raw }: FastifyReply, goOn: () => void): void => {
  if (delay === 0) return goOn();
  const cancel = clock.schedule(clock.now() + delay, goOn);
  raw.once('close', cancel);
};

const giveInstead = ({ rule }: Injection, reply: FastifyReply, send: (body: string) => void): void => {
  const replaced = replacedReply(rule);
  if (replaced) return send(takePlaceOf(reply, replaced));
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
};

const lapseSome = ({ delivered }: FastifyRequest, injections: readonly Injection[]): void => {
  const struck = injections.flatMap(({ rule, entries }) => (rule.fault.kind === 'duplicate' ? entries : []));
  const refs = delivered?.messages.flatMap(({ ref }, index) => (struck.includes(index) ? [ref] : [])) ?? [];
  if (refs.length > 0) delivered?.queue.lapse(refs);
};
