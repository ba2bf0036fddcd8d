import type { CopyState, EngineChange } from '@snoozeq/queue-engine';

/** A change of one copy that is there already. */
export type CopyChange = Exclude<EngineChange, { readonly kind: 'stored' | 'dropped' }>;

/** The copy that a put makes. */
export const storedCopy = (group: string, atMs: number): CopyState => ({
  group,
  area: 'live',
  place: 'visible',
  deliveryCount: 0,
  visibleAtMs: atMs,
});

/** What a change leaves of a copy, with nothing but the change to go by; undefined: nothing. */
export const copyAfter = (before: CopyState, change: CopyChange): CopyState | undefined => {
  switch (change.kind) {
    case 'delivered': {
      const { deliveryCount } = change.ref;
      return withRef(moved(before, change), deliveryCount, change.refEnded ? 0 : deliveryCount);
    }
    case 'hidden':
      return withRef(moved(before, change), change.ref.deliveryCount, refAfter(before, change));
    case 'lapsed':
      return withRef(visible(before, change.atMs), change.ref.deliveryCount, refAfter(before, change));
    case 'dead-lettered':
      return withRef({ ...visible(before, change.atMs), area: 'dead' }, change.ref.deliveryCount, 0);
    case 'spared':
      return { ...before, spared: true };
    case 'deleted':
    case 'expired':
    case 'purged':
      return undefined;
    default:
      return change satisfies never;
  }
};

const visible = ({ spared: _over, ...copy }: CopyState, atMs: number): CopyState => ({
  ...copy,
  place: 'visible',
  visibleAtMs: atMs,
});

/** A peek, and an update to 0 of what is visible, leave the copy at its place. */
const moved = (
  copy: CopyState,
  { atMs, visibleAfterMs }: { readonly atMs: number; readonly visibleAfterMs: number },
): CopyState =>
  visibleAfterMs === atMs ? copy : { ...copy, place: 'in-flight', visibleAtMs: visibleAfterMs };

const refAfter = (
  { latestRef, deliveryCount }: CopyState,
  { refEnded }: { readonly refEnded?: true },
): number => (refEnded ? 0 : (latestRef ?? deliveryCount));

/** As the engine writes it: a reference with the count of the copy goes without saying. */
const withRef = (
  { latestRef: _before, ...copy }: CopyState,
  deliveryCount: number,
  latestRef: number,
): CopyState => ({ ...copy, deliveryCount, ...(latestRef !== deliveryCount && { latestRef }) });
