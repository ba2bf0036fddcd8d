import { createConsumer, createProducer } from 'snoozeq';
import { queue } from './queue.js'; // { queue: 'ocid1.queue.oc1.eu-frankfurt-1.…', profile: 'DEFAULT' }

const producer = await createProducer<{ text: string }>(queue);
const sent = await producer.send({ text: 'Your trial ends tomorrow.' }, { in: '2s', key: 'trial-4711' });
console.log(sent.kind); // sent, or refused with the reason, or failed with the error
await producer.close();

const handler = ({ text }: { text: string }, { key }: { key: string }) => console.log(`${key}: ${text}`);
const consumer = createConsumer({ ...queue, handler });
process.once('SIGTERM', () => void consumer.stop());
await consumer.run(); // until SIGTERM: what is in hand is finished first
