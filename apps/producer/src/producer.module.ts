import type { EventSink } from '@snoozeq/core';
import { EVENT_SINK, JOURNAL } from '@snoozeq/core/di';
import { fileJournal } from '@snoozeq/core/journal-file';
import { ContainerModule } from 'inversify';
import type { ProducerOptions } from './config.js';
import { ProducerApp } from './producer-app.js';
import type { Terminal } from './shell/terminal.js';
import { PRODUCER_APP, PRODUCER_OPTIONS, TERMINAL } from './tokens.js';

/** Binds the app. Needs the core, delay-policy and transport modules and `QUEUE_SETTINGS` beside it. */
export const producerModule = (options: ProducerOptions, terminal: Terminal): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PRODUCER_OPTIONS).toConstantValue(options);
    bind(TERMINAL).toConstantValue(terminal);
    bind(PRODUCER_APP).to(ProducerApp).inSingletonScope();
    if (options.journalFolder !== undefined) {
      bind(JOURNAL).toConstantValue(fileJournal({ folder: options.journalFolder }));
      bind(EVENT_SINK).toConstantValue(journalTroubles(terminal));
    }
  });

const journalTroubles =
  (terminal: Terminal): EventSink =>
  (event) => {
    if (event.kind === 'journal-failed')
      terminal.error(`producer: ${event.lost} entries of the journal are lost: ${event.error.message}\n`);
  };
