import { describe, expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

describe('nextPath', () => {
  it.each([
    ['/hosts', '/hosts'],
    ['/containers?q=state%3Arunning#top', '/containers?q=state%3Arunning#top'],
    ['/hosts/../events', '/events'],
  ])('goes to %s', (next, path) => expect(nextPath(next)).toBe(path));

  it.each([
    [undefined],
    [['/hosts']],
    [''],
    ['hosts'],
    ['//evil.example'],
    ['/\\evil.example'],
    ['/\t/evil.example'],
    ['/.//evil.example'],
    ['https://evil.example/'],
    ['javascript:alert(1)'],
  ])('does not go to %j', (next) => expect(nextPath(next)).toBe('/'));
});
