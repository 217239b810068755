import { describe, expect, it, vi } from 'vitest';
import type { AgentProof } from '@longshore/contract/sockets/agent';
import type { HostDirectory } from '../hosts/host-directory.ts';
import { HostEntity } from '../hosts/host.entity.ts';
import type { HostJoinService } from '../hosts/host-join.service.ts';
import { Admission } from './admission.ts';
import type { Handshake } from './handshake.ts';
import { Link } from './link.ts';
import { Links } from './links.ts';

const host = Object.assign(new HostEntity(), { id: 'h', name: 'web', publicKey: 'key', revoked: false });
const handshake = (key: string) => ({ hello: { key, hostname: 'web' } }) as unknown as Handshake;
const proof = (join?: AgentProof['join']) => ({ join }) as AgentProof;

function setUp() {
  const known = new Map([['h', host]]);
  const directory = {
    byKey: (key: string) => (key === 'key' ? host : undefined),
    byId: (id: string) => known.get(id),
  } as unknown as HostDirectory;
  const join = vi.fn(() => Promise.resolve(host));
  const links = new Links();
  const admission = new Admission(directory, { join } as unknown as HostJoinService, links);
  const link = (isAlive: () => Promise<boolean> = () => Promise.resolve(true)): Link => {
    const socket = { emit: () => undefined, disconnect: () => undefined, isAlive };
    return new Link({ hostId: 'h', hostName: () => 'web', capabilities: [], asked: [], socket });
  };
  return { known, join, links, admission, link };
}

describe('Admission', () => {
  it('knows a host by its key, and uses up no token for it', async () => {
    const { admission, join } = setUp();
    expect(await admission.identify(handshake('key'), proof({ token: 't', name: 'other' }))).toBe(host);
    expect(join).not.toHaveBeenCalled();
    await admission.identify(handshake('new'), proof({ token: 't', name: 'other' }));
    expect(join).toHaveBeenCalledWith({ token: 't', publicKey: 'new', names: ['other', 'web'] });
    await expect(admission.identify(handshake('new'), proof())).rejects.toThrow(/no join token/);
  });

  it('lets the agent that came first stay, as long as it answers', async () => {
    const { admission, links, link } = setUp();
    const first = link();
    await admission.makeRoom(host, () => links.add(first));
    await expect(admission.makeRoom(host, () => links.add(link()))).rejects.toThrow(/same key/);
    expect(links.get('h')).toBe(first);
  });

  it('takes the newer one in place of one that does not answer, and only one of several', async () => {
    const { admission, links, link } = setUp();
    const dead = link(() => Promise.resolve(false));
    links.add(dead);
    const [second, third] = [link(), link()];
    const entered = await Promise.allSettled([second, third].map((one) => admission.makeRoom(host, () => links.add(one))));
    expect(entered.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(dead.closed).toBe(true);
    expect(links.get('h')).toBe(second);
  });

  it('refuses a host that was revoked or removed while it proved itself', async () => {
    const { admission, known } = setUp();
    const enter = vi.fn();
    const revoked = Object.assign(new HostEntity(), host, { revoked: true });
    known.set('h', revoked);
    await expect(admission.makeRoom(revoked, enter)).rejects.toThrow(/revoked/);
    known.delete('h');
    await expect(admission.makeRoom(host, enter)).rejects.toThrow(/removed/);
    expect(enter).not.toHaveBeenCalled();
  });
});
