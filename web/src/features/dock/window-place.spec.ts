import { describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { DockContent } from './dock.ts';
import { dockRoutes } from './routes.ts';
import { windowContent, windowPlace } from './window-place.ts';

const router = createRouter({ history: createMemoryHistory(), routes: dockRoutes });

describe('the address of a window', () => {
  it.each<DockContent>([
    { type: 'logs', targets: [{ host: 'h', container: 'a' }] },
    {
      type: 'logs',
      targets: [
        { host: 'h', container: 'a' },
        { host: 'i', container: 'b' },
      ],
    },
    { type: 'console', target: { host: 'h', container: 'a', kind: 'attach' } },
    {
      type: 'console',
      target: {
        host: 'h',
        container: 'a',
        kind: 'exec',
        cmd: ['sh', '-c', 'echo "a&b"'],
        user: 'nobody',
        workdir: '/var',
        env: ['A=1', 'B=x y'],
      },
    },
  ])('says all of %j', (content) => {
    const { name, query } = router.resolve(router.resolve(windowPlace(content)).href);
    expect(windowContent(String(name), query)).toEqual(content);
  });

  it('is of nothing when it does not say what', () => {
    expect(windowContent('logs-window', {})).toBeUndefined();
    expect(windowContent('console-window', { host: 'h' })).toBeUndefined();
  });
});
