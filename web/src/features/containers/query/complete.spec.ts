import { describe, expect, it } from 'vitest';
import type { QueryField } from '@longshore/contract/query';
import { makeEntry, makeHost } from '../../../data/testing/rows.ts';
import { accept, complete } from './complete.ts';
import { fleetValues } from './fleet-values.ts';

const host = makeHost('h1', { name: 'web-1', tags: ['prod'] });
const entries = [
  makeEntry('a', { state: 'running', image: 'nginx:1.27', labels: { team: 'a b' } }, host),
  makeEntry('b', { state: 'running', health: 'unhealthy' }, host),
  makeEntry('c', { state: 'exited', exitCode: 137 }, makeHost('h2', { name: 'web-2' })),
];
const values = (field: QueryField) => fleetValues(entries, field);
const offered = (text: string, caret = text.length) =>
  complete(text, caret, values).suggestions.map(({ insert, count }) => (count === undefined ? insert : `${insert} ${count}`));

describe('complete', () => {
  it('offers every field for nothing, and those that begin with what is typed', () => {
    expect(offered('')).toContain('label:');
    expect(offered('sta')).toEqual(['state:', 'stack:']);
    expect(offered('-sta')).toEqual(['-state:', '-stack:']);
  });

  it('guesses the field from a value', () => {
    expect(offered('unh')).toEqual(['health:unhealthy 1']);
    expect(offered('web')).toEqual(['host:web-1 2', 'host:web-2 1']);
    expect(offered('prod')).toEqual(['tag:prod 2']);
  });

  it('offers values, the fixed ones even where nothing has them', () => {
    expect(offered('state:')).toEqual([
      'state:running 2',
      'state:exited 1',
      'state:created 0',
      'state:restarting 0',
      'state:paused 0',
      'state:removing 0',
      'state:dead 0',
    ]);
    expect(offered('state:running,ex')).toEqual(['state:running,exited 1']);
    expect(offered('label:team')).toEqual(['label:team 1', 'label:"team=a b" 1']);
    expect(offered('exit:')).toEqual(['exit:137 1']);
    expect(offered('cpu:>1')).toEqual(['cpu:>10', 'cpu:>100']);
    expect(complete('state:r', 7, values).closed).toBe(true);
    expect(complete('image:n', 7, values).closed).toBe(false);
  });

  it('completes the word under the caret, and only that', () => {
    const text = 'nginx sta web';
    const completion = complete(text, 9, values);
    expect(accept(text, completion, completion.suggestions[0]!)).toEqual({ text: 'nginx state: web', caret: 12 });
    const value = complete('a host:web', 10, values);
    expect(accept('a host:web', value, value.suggestions[0]!)).toEqual({ text: 'a host:web-1 ', caret: 13 });
  });
});
