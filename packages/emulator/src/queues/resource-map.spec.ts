import { expect, test } from '@jest/globals';
import { ResourceMap } from './resource-map.js';

interface Thing {
  readonly id: string;
  readonly isOver: boolean;
}

const observed = () => {
  const told: string[] = [];
  const map = new ResourceMap<Thing>({
    isOver: ({ isOver }) => isOver,
    observer: {
      saved: ({ id, isOver }) => told.push(`${id} ${isOver ? 'over' : 'open'}`),
      removed: (id) => told.push(`${id} gone`),
    },
  });
  return { map, told };
};

test('an observer is told every change, and what is put back is no change', () => {
  const { map, told } = observed();
  map.restore([{ id: 'a', isOver: false }]);
  map.save({ id: 'b', isOver: false });
  map.save({ id: 'a', isOver: true });
  expect(told).toEqual(['b open', 'a over']);
  expect(map.list().map(({ id }) => id)).toEqual(['a', 'b']);
});

test('the newest 1 000 that are over stay readable; what is not over always does', () => {
  const { map, told } = observed();
  map.save({ id: 'open', isOver: false });
  for (let n = 0; n < 1_002; n++) map.save({ id: `${n}`, isOver: true });
  expect(told.filter((text) => text.endsWith('gone'))).toEqual(['0 gone', '1 gone']);
  expect(map.list()).toHaveLength(1_001);
  expect(map.get('open')).toBeDefined();
  expect(map.get('1')).toBeUndefined();
});
