import { describe, expect, it } from 'vitest';
import type { Binding } from '@longshore/contract/access';
import { AmbiguousError, ForbiddenError, NotFoundError } from '@longshore/contract/errors';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { ResourceResolver, type FoundContainer, type FoundHost } from './resource-resolver.ts';
import { TargetService } from './target.ts';

const web: FoundHost = { id: '5d0f1c7e-0000-4000-8000-000000000001', name: 'web-1', group: 'front', tags: ['prod'] };
const db: FoundHost = { id: '5d0f1c7e-0000-4000-8000-000000000002', name: 'db-1', group: 'back', tags: [] };
const container = (start: string, name: string, labels: Record<string, string> = {}): FoundContainer => ({
  id: start.padEnd(64, '0'),
  name,
  labels,
});
const containers: Record<string, FoundContainer[]> = {
  [web.id]: [container('aa1', 'api', { team: 'pay' }), container('aa2', 'worker'), container('b', 'aa1'), container('c', 'API')],
  [db.id]: [container('aa3', 'postgres')],
};

class Known extends ResourceResolver {
  hosts(): FoundHost[] {
    return [web, db];
  }
  containersOf(host: string): FoundContainer[] {
    return containers[host] ?? [];
  }
}

const targets = new TargetService(new Known(), new AccessService());
const somebody = (...bindings: Binding[]): Principal => ({
  user: { id: 'u', name: 'ann' },
  by: { kind: 'token', id: 't', name: 't', expiresAt: null },
  bindings,
});
const admin = somebody({ role: 'administrator', scope: { kind: 'everything' } });
const payTeam = somebody({ role: 'viewer', scope: { kind: 'label', name: 'team', value: 'pay' } });
const backViewer = somebody({ role: 'viewer', scope: { kind: 'group', group: 'back' } });

const errorOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('It was not refused.');
};

describe('finding what is meant', () => {
  it.each([
    ['web-1', 'api', 'aa1'],
    [web.id, containers[web.id]![0]!.id, 'aa1'],
    ['WEB-1', 'worker', 'aa2'],
    ['web-1', 'API', 'c'],
    ['web-1', 'aa2', 'aa2'],
    // A name hides an id that begins like it.
    ['web-1', 'aa1', 'b'],
  ])('%s / %s', (host, ref, start) => {
    expect(targets.resolve(admin, 'container.stop', { host, container: ref }).container?.id).toMatch(new RegExp(`^${start}0`));
  });

  it('says which ones an ambiguous beginning stands for', () => {
    const error = errorOf(() => targets.resolve(admin, 'container.stop', { host: 'web-1', container: 'aa' })) as AmbiguousError;
    expect(error).toBeInstanceOf(AmbiguousError);
    expect(error.extra.candidates).toEqual(['aa1000000000 api', 'aa2000000000 worker']);
  });

  it('finds nothing by an empty beginning or one that is no hexadecimal', () => {
    for (const ref of ['', 'A', '../api'])
      expect(errorOf(() => targets.resolve(admin, 'container.stop', { host: 'web-1', container: ref }))).toBeInstanceOf(NotFoundError);
  });
});

describe('what somebody may not see', () => {
  it('answers like what is not there', () => {
    const hidden = errorOf(() => targets.resolve(payTeam, 'container.logs', { host: 'web-1', container: 'worker' })) as NotFoundError;
    const unknown = errorOf(() => targets.resolve(payTeam, 'container.logs', { host: 'web-1', container: 'nothing' })) as NotFoundError;
    expect([hidden.code, hidden.message.replace('worker', '?')]).toEqual([unknown.code, unknown.message.replace('nothing', '?')]);
    const hiddenHost = errorOf(() => targets.resolve(payTeam, 'host.get', { host: 'db-1' })) as NotFoundError;
    const unknownHost = errorOf(() => targets.resolve(payTeam, 'host.get', { host: 'no-1' })) as NotFoundError;
    expect([hiddenHost.code, hiddenHost.message.replace('db-1', '?')]).toEqual([
      unknownHost.code,
      unknownHost.message.replace('no-1', '?'),
    ]);
  });

  it('makes nothing ambiguous', () => {
    expect(targets.resolve(payTeam, 'container.logs', { host: 'web-1', container: 'aa' }).container?.name).toBe('api');
  });

  it('is not what they may see but not do: that names the permission', () => {
    const error = errorOf(() => targets.resolve(payTeam, 'container.stop', { host: 'web-1', container: 'api' })) as ForbiddenError;
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error.message).toContain('container.stop');
    // Whoever sees a container knows its host, and may still not open it.
    expect(errorOf(() => targets.resolve(payTeam, 'host.get', { host: 'web-1' }))).toBeInstanceOf(ForbiddenError);
  });

  it('is decided by the scope of the role', () => {
    expect(targets.resolve(backViewer, 'container.inspect', { host: 'db-1', container: 'postgres' }).host).toBe(db);
    expect(errorOf(() => targets.resolve(backViewer, 'container.inspect', { host: 'web-1', container: 'api' }))).toBeInstanceOf(
      NotFoundError,
    );
  });
});
