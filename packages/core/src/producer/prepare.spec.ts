import { expect, test } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import { aProducer } from '../spec-support/a-producer.js';
import { HOUR_MS, NOW_MS } from '../spec-support/deliveries.js';

test.each([0, 0.1, 0.999])(
  'a delay is planned as it was asked for, at a clock that is %f ms past a whole millisecond',
  async (fractionMs) => {
    const { producer, transport } = aProducer({
      queueClock: new VirtualClock(NOW_MS + fractionMs),
      // Due times are whole milliseconds, and never earlier than asked.
      readDueTime: (options, nowMs) => Math.ceil(nowMs + Number(options.in)),
    });
    expect(await producer.send('x', { in: 12 * HOUR_MS })).toMatchObject({ plan: { delayMs: 12 * HOUR_MS } });
    const due = Number(transport.sent[0]?.[0]?.properties?.['due']);
    expect(due).toBeGreaterThanOrEqual(NOW_MS + fractionMs + 12 * HOUR_MS);
  },
);
