import { noProgress, progressOn, type Terminal } from '@snoozeq/producer-app/shell';
import type { ControllerEvent } from './controller-event.js';

export interface EventDisplay {
  show(event: ControllerEvent): void;
  /** Leaves the line of the last bar. */
  end(): void;
}

export const noDisplay: EventDisplay = { show: () => undefined, end: () => undefined };

/** Two bars, one after the other: what is published of the list, then what is hidden of that. */
export const eventDisplay = (terminal: Terminal, messages: number): EventDisplay => {
  let [publishing, finding] = [noProgress, noProgress];
  let [expected, sent, published, hidden] = [messages, 0, 0, 0];
  const showSent = (): void => {
    // Only now is known how many of the list will be sent.
    if (sent === 0) publishing = progressOn(terminal, expected, 'published');
    sent += 1;
    publishing.show(sent);
  };
  return {
    show: ({ kind }) => {
      switch (kind) {
        case 'refused':
          expected -= 1;
          return;
        case 'published':
          published += 1;
          return showSent();
        case 'publish-failed':
          return showSent();
        case 'hidden':
        case 'due-when-found':
          if (hidden === 0) {
            publishing.end();
            finding = progressOn(terminal, published, 'hidden');
          }
          hidden += 1;
          return finding.show(hidden);
        case 'confirmed':
        case 'taken-before':
        case 'lease-lost':
        case 'hide-failed':
        case 'preempted':
        case 'unfound':
        case 'foreign':
        case 'poll-failed':
        case 'shut-out':
          return;
        default:
          return kind satisfies never;
      }
    },
    end: () => (hidden === 0 ? publishing : finding).end(),
  };
};
