import { describe, expect, it } from 'vitest';
import type { Binding } from '@longshore/contract/access';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { Fleet } from '../fleet/fleet.ts';
import { StreamGrants } from './stream-grants.ts';

const principal = (bindings: Binding[]): Principal => ({
  user: { id: 'ann', name: 'Ann' },
  by: { kind: 'token', id: 't', name: 'ci', expiresAt: null },
  bindings,
});
const viewer = principal([{ role: 'viewer', scope: { kind: 'everything' } }]);
const host = { id: 'h', name: 'web-1', group: '', tags: [] };

describe('stream grants', () => {
  const grants = new StreamGrants(new AccessService(), {} as unknown as Fleet);
  const add = (by: Principal, ended: unknown[] = []) =>
    grants.add({
      action: 'container.logs',
      principal: by,
      targets: [{ host, resource: { host } }],
      end: (error) => void ended.push(error.code),
    });

  it('ends what is open when the right to it is gone', () => {
    const ended: unknown[] = [];
    add(viewer, ended);
    grants.rejudge(viewer, principal([]));
    expect(ended).toEqual(['forbidden']);
  });

  it('lets nothing be opened again after the right to it is gone', () => {
    expect(() => add(principal([]))).toThrow('container.logs is not granted to you');
  });
});
