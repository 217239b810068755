import { describe, expect, it } from 'vitest';
import { copyOf, flatten, found, unfolded } from './tree-node.ts';

const document = { Id: 'abc', State: { Health: { Log: [{ Output: 'failed' }] }, Stated: 1 }, 'a.b': null, StateX: true };
const nodes = flatten(document);
const paths = (list: typeof nodes) => list.map(({ path }) => path);

describe('a document as a tree', () => {
  it('has a path for every place, as jq writes it', () => {
    expect(paths(nodes)).toEqual([
      '.Id',
      '.State',
      '.State.Health',
      '.State.Health.Log',
      '.State.Health.Log[0]',
      '.State.Health.Log[0].Output',
      '.State.Stated',
      '."a.b"',
      '.StateX',
    ]);
  });

  it('folds what is closed, and nothing beside it', () => {
    expect(paths(unfolded(nodes, new Set(['.State'])))).toEqual(['.Id', '.State', '."a.b"', '.StateX']);
    expect(paths(unfolded(nodes, new Set(['.State.Health', '.Id'])))).toEqual([
      '.Id',
      '.State',
      '.State.Health',
      '.State.Stated',
      '."a.b"',
      '.StateX',
    ]);
  });

  it('finds keys and values, with where they are', () => {
    expect(paths(found(nodes, 'FAIL'))).toEqual([
      '.State',
      '.State.Health',
      '.State.Health.Log',
      '.State.Health.Log[0]',
      '.State.Health.Log[0].Output',
    ]);
    expect(paths(found(nodes, 'a.b'))).toEqual(['."a.b"']);
    expect(paths(found(nodes, 'log'))).toEqual([
      '.State',
      '.State.Health',
      '.State.Health.Log',
      '.State.Health.Log[0]',
      '.State.Health.Log[0].Output',
    ]);
    expect(paths(found(nodes, 'output'))).toEqual(paths(found(nodes, 'log')));
    expect(found(nodes, 'nowhere')).toEqual([]);
  });

  it('copies text as it is and the rest as JSON', () => {
    expect(copyOf('a "b"')).toBe('a "b"');
    expect(copyOf([1])).toBe('[\n  1\n]');
  });
});
