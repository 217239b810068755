import { describe, expect, it } from 'vitest';
import type { ContainerRow } from './containers.ts';
import { InvalidError } from './errors.ts';
import { compileQuery, parseQuery, type QuerySubject } from './query.ts';

const row: ContainerRow = {
  id: 'ab12'.padEnd(64, '0'),
  name: 'api-1',
  image: 'registry.local/nginx:1.27',
  imageId: 'sha256:1',
  command: 'nginx',
  created: 0,
  state: 'running',
  health: 'unhealthy',
  restarts: 3,
  ports: [{ container: 80, protocol: 'tcp', host: 8080, ip: '0.0.0.0' }],
  networks: ['front'],
  labels: { team: 'pay', 'com.docker.compose.project': 'shop', note: 'a b,c' },
  tty: false,
};
const subject: QuerySubject = {
  row,
  hostName: 'web-1',
  hostTags: ['prod'],
  hostGroup: '',
  stale: false,
  stats: { at: 0, cpu: 55, memory: 300 * 1024 * 1024, memoryLimit: 1, networkIn: 0, networkOut: 0, blockRead: 0, blockWrite: 0, pids: 4 },
};

describe('compileQuery', () => {
  it.each([
    ['', true],
    ['state:running', true],
    ['state:exited,running', true],
    ['state:run', false],
    ['-state:running', false],
    ['host:web-* image:nginx label:team=pay', true],
    ['host:web', false],
    ['host:WEB-1', true],
    ['host:*eb-1', true],
    ['host:w*b*1', true],
    ['host:*', true],
    ['host:w*1*1', false],
    ['host:*eb', false],
    ['label:team', true],
    ['label:team=*', true],
    ['label:team=data', false],
    ['label:team=pa', false],
    ['label:tea', false],
    ['label:TEAM=Pay', true],
    ['label:team=p*', true],
    ['-label:team', false],
    ['label:"note=a b,c"', true],
    ['stack:shop', true],
    ['tag:prod', true],
    ['health:unhealthy', true],
    ['cpu:>50', true],
    ['cpu:<=50', false],
    ['memory:>=300MiB', true],
    ['memory:>1g', false],
    ['port:8080', true],
    ['port:80', true],
    ['port:81', false],
    ['restarts:>2', true],
    ['exit:0', false],
    ['-name:test', true],
    ['API', true],
    ['ab12', true],
    ['b12', false],
    ['pay', true],
    ['nginx:1.27', true],
    ['nginx:1.28', false],
    ['"state:running"', false],
    ['is:live', true],
  ])('%s', (query, matches) => {
    expect(compileQuery(query)(subject)).toBe(matches);
  });

  it('does not explode on many stars', () => {
    const row = { ...subject.row, name: 'a'.repeat(255) };
    expect(compileQuery(`name:${'*a'.repeat(200)}*b`)({ ...subject, row })).toBe(false);
  });

  it.each([
    ['stat:running', 0],
    ['name:x  cpu:lots', 8],
    ['name:>5', 0],
    ['name:', 0],
    ['a "b', 2],
  ])('names the position of the mistake in %s', (query, position) => {
    expect(() => compileQuery(query)).toThrow(InvalidError);
    try {
      parseQuery(query);
    } catch (error) {
      expect((error as InvalidError).extra.fields?.[0]?.path).toEqual(['q', position]);
    }
  });
});
