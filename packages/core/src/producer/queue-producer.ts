import { lastValueFrom, toArray } from 'rxjs';
import type { Producer, SendResult } from '../contracts/producer.js';
import { prepareMessage, type PreparedMessage, type PrepareParts } from './prepare.js';
import { sendPrepared, type SendParts } from './send-prepared.js';

export interface ProducerParts<TBody> extends PrepareParts<TBody>, SendParts {}

/** Plans, stamps and sends. Nothing is published that the planner cannot prove to fit. */
export const queueProducer = <TBody>(parts: ProducerParts<TBody>): Producer<TBody> => {
  const sendAll: Producer<TBody>['sendAll'] = async (items) => {
    const prepared = items.map((item) => prepareMessage(parts, item.body, item));
    const ready = prepared.filter((one) => one.kind === 'ready');
    const answers = await lastValueFrom(sendPrepared(parts, ready).pipe(toArray()));
    const results = new Map<PreparedMessage, SendResult>(
      answers.map((answer) => [answer.prepared, answer.result]),
    );
    return prepared.map((one) => (one.kind === 'ready' ? (results.get(one) as SendResult) : one));
  };
  return { sendAll, send: async (body, options) => (await sendAll([{ body, ...options }]))[0] as SendResult };
};
