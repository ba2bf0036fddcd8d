import 'reflect-metadata';
import { admit, consume, cryptoRandom, handle, settle, systemClock } from '@snoozeq/core';
import { CONSUMER, coreModule, HANDLER, QUEUE_SETTINGS } from '@snoozeq/core/di';
import { delayPolicyModule } from '@snoozeq/delay-policy/di';
import { readQueueSettings } from '@snoozeq/transport-oci';
import { ociTransportModule } from '@snoozeq/transport-oci/di';
import { Container } from 'inversify';
import { fromEvent, lastValueFrom, pipe } from 'rxjs';
import { remindersModule } from './reminders.module.js';
import { adminEndpoint, credentials, queueId } from './where.js';

const session = { queueId, credentials, processClock: systemClock, random: cryptoRandom };
const settings = await readQueueSettings({ ...session, adminEndpoint });

const container = new Container();
container.bind(QUEUE_SETTINGS).toConstantValue(settings);
container.load(coreModule(), delayPolicyModule({ maxAttempts: 8 }));
container.load(ociTransportModule({ queueId, credentials, endpoint: settings.messagesEndpoint }));
container.load(remindersModule);

const consumer = container.get(CONSUMER);
const pipeline = pipe(admit(consumer), handle(consumer, container.get(HANDLER)), settle(consumer));
const settled$ = consume(consumer, pipeline, { stop$: fromEvent(process, 'SIGTERM') });
await lastValueFrom(settled$, { defaultValue: undefined });
await container.unbindAllAsync();
