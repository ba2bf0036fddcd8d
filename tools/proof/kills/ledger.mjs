import { openSync, writeSync } from 'node:fs';

/**
 * What clients asked for and what was acknowledged, by the key of the message. A line is written before a call and after its reply,
 * each at once, so that the file tells what was known at any moment.
 */
export class Ledger {
  #file;
  /** Key to what is known: `queueId`, `isPut`, `isDeleted`, `count`, `visibleAfterMs`, and the calls that nobody has answered. */
  messages = new Map();

  constructor(file) {
    this.#file = openSync(file, 'a');
  }

  putting(queueId, keys) {
    this.#write('putting', { queueId, keys });
    for (const key of keys)
      this.messages.set(key, { queueId, isPut: false, isDeleted: false, count: 0, open: new Set(['put']) });
  }

  put(keys) {
    this.#write('put', { keys });
    for (const key of keys) this.#answered(key, 'put', { isPut: true });
  }

  /** What a get returned; it was not known before whose messages it would take. */
  got(deliveries) {
    this.#write('got', { deliveries });
    for (const { key, count, visibleAfterMs } of deliveries) {
      // Two clients may hear of two deliveries in another order than they were made.
      if (count > this.messages.get(key).count)
        this.#answered(key, 'get', { isPut: true, count, visibleAfterMs });
    }
  }

  asking(call, keys) {
    this.#write(`asking ${call}`, { keys });
    for (const key of keys) this.messages.get(key).open.add(call);
  }

  updated(key, visibleAfterMs) {
    this.#write('updated', { key, visibleAfterMs });
    this.#answered(key, 'update', { visibleAfterMs });
  }

  deleted(key) {
    this.#write('deleted', { key });
    this.#answered(key, 'delete', { isDeleted: true });
  }

  /** The call was refused: it has changed nothing. */
  refused(call, key) {
    this.#write(`refused ${call}`, { key });
    this.#answered(key, call, {});
  }

  #answered(key, call, known) {
    const message = this.messages.get(key);
    message.open.delete(call);
    Object.assign(message, known);
  }

  #write(event, fields) {
    writeSync(this.#file, `${JSON.stringify({ event, ...fields })}\n`);
  }
}
