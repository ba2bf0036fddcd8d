import { ContainerModule, type ResolutionContext } from 'inversify';
import { cryptoRandom } from '../random/crypto-random.js';
import { systemClock } from '../clock/system-clock.js';
import { activityOf } from '../consumer/activity.js';
import { consumerProfile } from '../consumer/consumer-profile.js';
import { jsonCodec } from '../consumer/json-codec.js';
import { journalledProducer } from '../journal/journalled-producer.js';
import { JournalWriter } from '../journal/journal-writer.js';
import { queueProducer } from '../producer/queue-producer.js';
import { consumerFrom } from './consumer-from.js';
import { fanOut, isJournalled, notesOf, sinksOf } from './journal-from.js';
import * as tokens from './tokens.js';

export interface CoreModuleOptions {
  /** Names this process in request ids; a random part is added. Default `snoozeq`. */
  readonly name?: string;
}

/**
 * Binds clocks, random source, codec, consumer and producer. Expects a transport module, a delay-policy module and
 * `QUEUE_SETTINGS` beside it. Rebind any token to replace a part.
 */
export const coreModule = ({ name = 'snoozeq' }: CoreModuleOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.QUEUE_CLOCK).toConstantValue(systemClock);
    bind(tokens.PROCESS_CLOCK).toConstantValue(systemClock);
    bind(tokens.RANDOM).toConstantValue(cryptoRandom);
    bind(tokens.CODEC).toConstantValue(jsonCodec());
    bind(tokens.CONSUMER_PROFILE).toConstantValue(consumerProfile());
    bind(tokens.ACTIVITY).toConstantValue(activityOf(name, cryptoRandom));
    bind(tokens.JOURNAL_WRITER)
      .toDynamicValue(writerFrom)
      .inSingletonScope()
      .onDeactivation((writer) => writer.flush());
    bind(tokens.CONSUMER)
      .toDynamicValue((context) => consumerFrom(context))
      .inSingletonScope();
    bind(tokens.PRODUCER).toDynamicValue(producerFrom).inSingletonScope();
  });

const producerFrom = (context: ResolutionContext) => {
  const producer = queueProducer({
    transport: context.get(tokens.TRANSPORT),
    planner: context.get(tokens.PLANNER),
    convention: context.get(tokens.DUE_STAMP),
    readDueTime: context.get(tokens.DUE_TIME_READER),
    codec: context.get(tokens.CODEC),
    queueClock: context.get(tokens.QUEUE_CLOCK),
    processClock: context.get(tokens.PROCESS_CLOCK),
    random: context.get(tokens.RANDOM),
  });
  return isJournalled(context) ? journalledProducer(producer, notesOf(context)) : producer;
};

const writerFrom = (context: ResolutionContext) =>
  new JournalWriter({
    journal: context.get(tokens.JOURNAL),
    events: fanOut(sinksOf(context)),
    processClock: context.get(tokens.PROCESS_CLOCK),
  });
