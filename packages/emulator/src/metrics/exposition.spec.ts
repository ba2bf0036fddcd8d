import { expect, test } from '@jest/globals';
import { exposition } from './exposition.js';

test('a metric is its help, its type and its samples', () => {
  const text = exposition([
    {
      name: 'calls_total',
      help: 'Answered calls.',
      type: 'counter',
      samples: [
        { labels: { operation: 'GetMessages', status: '200' }, value: 3 },
        { labels: { operation: 'a "b" \\ c\nd', status: '500' }, value: 1 },
      ],
    },
    { name: 'now_seconds', help: 'Now.', type: 'gauge', samples: [{ value: 1.5 }] },
  ]);
  expect(text.split('\n')).toEqual([
    '# HELP calls_total Answered calls.',
    '# TYPE calls_total counter',
    'calls_total{operation="GetMessages",status="200"} 3',
    'calls_total{operation="a \\"b\\" \\\\ c\\nd",status="500"} 1',
    '',
    '# HELP now_seconds Now.',
    '# TYPE now_seconds gauge',
    'now_seconds 1.5',
    '',
  ]);
});
