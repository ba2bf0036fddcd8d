import { expect, test } from '@jest/globals';
import { readFaultPlan } from './read-fault-plan.js';

const read = (input: unknown) => readFaultPlan(input);
const rule = (fields: object) => ({ rules: [fields] });

test('defaults are filled in, and a key is short for its property', () => {
  expect(
    read({
      rules: [
        { kind: 'latency', minMs: 5 },
        { kind: 'lost-reply', key: 'a', times: 2 },
      ],
    }),
  ).toEqual({
    seed: 0,
    rules: [
      {
        name: 'latency',
        fault: { kind: 'latency', minMs: 5, maxMs: 5, before: 'acting' },
        when: { rate: 1, from: 1 },
      },
      {
        name: 'lost-reply',
        fault: { kind: 'lost-reply' },
        when: { rate: 1, from: 1, times: 2, properties: { 'snoozeq-key': 'a' } },
      },
    ],
  });
});

test.each([
  ['no object', 7, 'The fault plan is 7. Write an object.'],
  ['no rules', {}, 'The fault plan has no rules. Write a list of them.'],
  ['an empty list', { rules: [] }, 'The fault plan.rules is a list of 0. Write a list of 1 to 100 rules.'],
  ['an unknown field', { rules: [{ kind: 'reset' }], sed: 1 }, 'The fault plan has a field "sed", which'],
  [
    'a seed that is no number',
    { seed: '1', rules: [{ kind: 'reset' }] },
    'The fault plan.seed is "1". Write a whole',
  ],
  ['no kind', rule({}), 'rules[0] has no kind. Write one of throttle,'],
  [
    'a kind that there is not',
    rule({ kind: 'explode' }),
    'rules[0].kind is "explode". Write one of throttle,',
  ],
  ['a field of another kind', rule({ kind: 'reset', minMs: 1 }), 'rules[0] has a field "minMs"'],
  ['a misspelt condition', rule({ kind: 'reset', rat: 0.5 }), 'rules[0] has a field "rat"'],
  ['a rate above 1', rule({ kind: 'reset', rate: 30 }), 'rules[0].rate is 30. Write a number from 0 to 1.'],
  [
    'a status that is no fault',
    rule({ kind: 'server-error', status: 418 }),
    'rules[0].status is 418. Write one of 500,',
  ],
  [
    'a range upside down',
    rule({ kind: 'latency', minMs: 9, maxMs: 3 }),
    'rules[0].maxMs is 3. Write at least minMs, 9.',
  ],
  [
    'a window upside down',
    rule({ kind: 'reset', from: 5, to: 4 }),
    'rules[0].to is 4. Write at least from, 5.',
  ],
  ['a count of 0', rule({ kind: 'reset', times: 0 }), 'rules[0].times is 0. Write a whole number from 1'],
  [
    'an unknown operation',
    rule({ kind: 'reset', operations: ['Put'] }),
    'rules[0].operations has "Put", which reset',
  ],
  [
    'an operation that the kind cannot disturb',
    rule({ kind: 'early-poll', operations: ['PutMessages'] }),
    'rules[0].operations has "PutMessages", which early-poll cannot disturb. Use some of GetMessages.',
  ],
  [
    'the key of a message that is not known yet',
    rule({ kind: 'throttle', operations: ['GetMessages'], key: 'a' }),
    'rules[0] asks for properties, but throttle strikes before',
  ],
  [
    'a property that is no text',
    rule({ kind: 'lost-reply', properties: { a: 1 } }),
    'rules[0].properties is an object. Write an object of texts',
  ],
  [
    'an operation that is no text',
    rule({ kind: 'reset', operations: [1] }),
    'rules[0].operations[0] is 1. Write a text.',
  ],
  [
    'one name twice',
    { rules: [{ kind: 'reset' }, { kind: 'reset' }] },
    'Two rules are called "reset". Give each',
  ],
  ['a name with spaces', rule({ kind: 'reset', name: 'a b' }), 'rules[0].name is "a b". Write a name of'],
  ['inherited names', rule({ kind: '__proto__' }), 'rules[0].kind is "__proto__".'],
])('%s is refused with the place, the value and what is allowed', (_name, input, message) => {
  expect(() => read(input)).toThrow(message);
});

test('a value that is long is cut in the error', () => {
  expect(() => read(rule({ kind: 'x'.repeat(10_000) }))).toThrow(/^rules\[0\]\.kind is "x{59}…\. Write/);
});
