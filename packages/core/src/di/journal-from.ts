import type { ResolutionContext } from 'inversify';
import type { EventSink } from '../contracts/events.js';
import * as tokens from './tokens.js';

export const isJournalled = (context: ResolutionContext): boolean =>
  context.get(tokens.JOURNAL, { optional: true }) !== undefined;

export const notesOf = (context: ResolutionContext) => ({
  writer: context.get(tokens.JOURNAL_WRITER),
  convention: context.get(tokens.DUE_STAMP),
  queueClock: context.get(tokens.QUEUE_CLOCK),
  by: context.get(tokens.ACTIVITY).name,
});

export const sinksOf = (context: ResolutionContext): readonly EventSink[] =>
  context.getAll(tokens.EVENT_SINK, { optional: true }) ?? [];

export const fanOut =
  (sinks: readonly EventSink[]): EventSink =>
  (event) => {
    for (const sink of sinks) sink(event);
  };
