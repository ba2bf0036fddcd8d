/** What a process asks of the outside: the calls of the transport, and its handler. `idle`: a poll that brings nothing. */
export type Operation = 'send' | 'receive' | 'idle' | 'ack' | 'hide' | 'handle';

/** Every way in which a call can go wrong, and what it does. None does what the service may not. */
export const FAULT_KINDS = {
  'crash-before': {
    text: 'the process dies before the call',
    on: ['send', 'receive', 'idle', 'ack', 'hide', 'handle'],
  },
  'crash-unanswered': {
    text: 'the call takes effect, and the process dies before the reply',
    on: ['send', 'receive', 'ack', 'hide', 'handle'],
  },
  'crash-answered': {
    text: 'the process dies as soon as it has the reply',
    on: ['send', 'receive', 'ack', 'hide', 'handle'],
  },
  'lost-reply': {
    text: 'the call takes effect, and its reply never comes: a receive has leased messages to nobody',
    on: ['send', 'receive', 'ack', 'hide'],
  },
  throttle: { text: 'the service is busy; nothing was done', on: ['send', 'receive', 'idle', 'ack', 'hide'] },
  'server-error': {
    text: 'the service fails; nothing was done',
    on: ['send', 'receive', 'idle', 'ack', 'hide'],
  },
  'partial-failure': {
    text: 'some entries of a batch fail, the others are carried out',
    on: ['send', 'ack', 'hide'],
  },
  'stale-receipt': {
    text: 'valid receipts are taken for stale ones; nothing was done with them',
    on: ['ack', 'hide'],
  },
  duplicate: { text: 'messages become visible to others while they are leased', on: ['receive'] },
  disorder: { text: 'messages come in any order, and fewer than there are', on: ['receive'] },
  'early-poll': { text: 'a long poll ends early, and empty', on: ['idle'] },
  slow: { text: 'the reply takes long', on: ['send', 'receive', 'ack', 'hide'] },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly on: readonly Operation[] }>>;

export type FaultKind = keyof typeof FAULT_KINDS;

export const FAULT_NAMES = Object.keys(FAULT_KINDS) as readonly FaultKind[];

export const canStrike = (kind: FaultKind, operation: Operation): boolean =>
  (FAULT_KINDS[kind].on as readonly Operation[]).includes(operation);
