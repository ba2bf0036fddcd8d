import { storiesOf } from '@snoozeq/core';
import { fileJournal } from '@snoozeq/core/journal-file';
import { createConsumer, createProducer } from 'snoozeq';
import { queue } from './queue.js';

const journal = fileJournal({ folder: '/var/lib/reminders/journal' });

const producer = await createProducer({ ...queue, journal });
await producer.send({ text: 'Your trial ends tomorrow.' }, { in: '3d', key: 'trial-4711' });

const consumer = createConsumer({ ...queue, journal, handler: () => undefined });
void consumer.run();

const { entries } = await journal.read({ key: 'trial-4711' });
for (const { state, holds, heldBy, attempts } of storiesOf(entries))
  console.log(`${state}: held ${holds} times by ${heldBy.join(', ')}, ${attempts} attempts`);

const dead = await journal.read({ endedAs: 'dead-lettered', limit: 50 });
for (const { key, atMs } of dead.entries) console.log(`${key} died at ${new Date(atMs).toISOString()}`);
