import { consumerProfile, type Clock } from '@snoozeq/core';
import { CONSUMER_PROFILE, DELAY_POLICY, EVENT_SINK, HANDLER, JOURNAL, QUEUE_CLOCK } from '@snoozeq/core/di';
import { fileJournal } from '@snoozeq/core/journal-file';
import { immediately } from '@snoozeq/delay-policy';
import { ContainerModule } from 'inversify';
import type { ConsumerConfig } from './config.js';
import { OUTBOX, ReminderHandler, type Outbox } from './reminder-handler.js';
import { startRecords } from './start-records.js';

const printing: Outbox = {
  deliver: ({ key, attempt }) => console.log(attempt > 1 ? `${key} (attempt ${attempt})` : key),
};
const silent: Outbox = { deliver: () => undefined };

/** What this app adds to the library: its handler, its outbox, its settings, and its records. */
export const remindersModule = (config: ConsumerConfig): ContainerModule =>
  new ContainerModule(({ bind, rebind }) => {
    const { lane, concurrency, drainMs, starts, journal, name } = config;
    bind(HANDLER).to(ReminderHandler).inSingletonScope();
    bind(OUTBOX).toConstantValue(config.quiet ? silent : printing);
    rebind(CONSUMER_PROFILE).toConstantValue(
      consumerProfile({ lanes: [lane], concurrency, ...(drainMs !== undefined && { drainMs }) }),
    );
    if (starts !== undefined) {
      bind(EVENT_SINK)
        .toResolvedValue((clock: Clock) => startRecords(starts, name, clock), [QUEUE_CLOCK])
        .inSingletonScope();
    }
    if (journal !== undefined) bind(JOURNAL).toConstantValue(fileJournal({ folder: journal }));
    if (!config.policy) rebind(DELAY_POLICY).toConstantValue(immediately());
  });
