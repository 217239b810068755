import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL } from '@longshore/contract/sockets/agent';
import { AgentProcess } from '../support/agent-process.ts';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { attemptLink, makeAgentKey, type Attempt } from '../support/scripted-agent.ts';
import { ServerProcess } from '../support/server-process.ts';
import { passes } from '../support/wait.ts';

const refusal = ({ outcome, socket }: Attempt) => {
  socket.close();
  return 'refused' in outcome ? outcome.refused : undefined;
};

describe('the link turns away', () => {
  let fleet: TestFleet;
  /** Made at the start and tried at the end: a minute is the shortest life a token can have. */
  let shortLived: { token: string; expiresAt: string };
  const token = async (args: Record<string, unknown> = {}) => fleet.admin.call('join-token.create', {}, args);
  const refusals = async () => (await fleet.admin.call('host.refusals')).items.map(({ error, hostname }) => ({ ...error, hostname }));

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    shortLived = await token({ expiresIn: 60 });
  });
  afterAll(async () => {
    await fleet.stop();
  });

  it('a wrong, a used and a revoked join token, and none at all, each with its reason', async () => {
    const { url } = fleet.server;
    const good = (await token()).token;
    const wrong = `${good.slice(0, 8)}${good[8] === 'A' ? 'B' : 'A'}${good.slice(9)}`;
    expect(refusal(await attemptLink(url, { key: makeAgentKey(), hostname: 'wrong', token: wrong }))?.message).toMatch(/token/i);

    const once = await token({ maxUses: 1 });
    const first = await attemptLink(url, { key: makeAgentKey(), hostname: 'first', token: once.token });
    expect(first.outcome).toHaveProperty('welcome');
    first.socket.close();
    expect(refusal(await attemptLink(url, { key: makeAgentKey(), hostname: 'used', token: once.token }))?.message).toMatch(/used/i);

    const revoked = await token();
    await fleet.admin.call('join-token.revoke', { token: revoked.id });
    expect(refusal(await attemptLink(url, { key: makeAgentKey(), hostname: 'revoked', token: revoked.token }))?.message).toMatch(
      /revoked/i,
    );

    expect(refusal(await attemptLink(url, { key: makeAgentKey(), hostname: 'none' }))?.message).toMatch(/join|known/i);
    expect((await refusals()).map(({ hostname }) => hostname)).toEqual(expect.arrayContaining(['wrong', 'used', 'revoked', 'none']));
  });

  it('all but one of many that come with the same one-use token at once', async () => {
    const { token: once } = await token({ maxUses: 1 });
    const attempts = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        attemptLink(fleet.server.url, { key: makeAgentKey(), hostname: `race-${index}`, token: once }),
      ),
    );
    expect(attempts.filter(({ outcome }) => 'welcome' in outcome)).toHaveLength(1);
    for (const { socket } of attempts) socket.close();
  });

  it('an altered signature, and one that was recorded on another connection', async () => {
    const key = makeAgentKey();
    const { token: join } = await token();
    const joined = await attemptLink(fleet.server.url, { key, hostname: 'replay', token: join });
    expect(joined.outcome).toHaveProperty('welcome');
    joined.socket.close();
    const recorded = joined.proof!;
    expect(
      refusal(await attemptLink(fleet.server.url, { key, hostname: 'replay', forge: () => ({ ...recorded, join: undefined }) }))?.message,
    ).toMatch(/signature|proof/i);
    const altered = await attemptLink(fleet.server.url, {
      key,
      hostname: 'replay',
      forge: (proof) => ({ ...proof, signature: `${proof.signature.startsWith('A') ? 'B' : 'A'}${proof.signature.slice(1)}` }),
    });
    expect(refusal(altered)?.message).toMatch(/signature|proof/i);
    const host = (await fleet.admin.call('host.list')).items.find(({ name }) => name === 'replay');
    expect(host?.refusal?.error.message).toMatch(/signature|proof/i);
  });

  it('a second agent with the same key while the first lives, and says so on the host and in the log of the second', async () => {
    const key = makeAgentKey();
    const { token: join } = await token();
    const first = await attemptLink(fleet.server.url, { key, hostname: 'twin', token: join });
    expect(first.outcome).toHaveProperty('welcome');
    const second = await attemptLink(fleet.server.url, { key, hostname: 'twin' });
    expect(refusal(second)?.message).toMatch(/already|another|second/i);
    expect(first.socket.connected).toBe(true);
    const host = (await fleet.admin.call('host.list')).items.find(({ name }) => name === 'twin');
    expect(host).toMatchObject({ online: true, refusal: { error: { message: expect.stringMatching(/already|another|second/i) } } });
    first.socket.close();
    // The first is gone: the second may come.
    await passes(async () => {
      const again = await attemptLink(fleet.server.url, { key, hostname: 'twin' });
      again.socket.close();
      expect(again.outcome).toHaveProperty('welcome');
    });
  });

  it('a protocol it does not speak, naming the side to upgrade; a range that overlaps is adapted to', async () => {
    const { url } = fleet.server;
    const { token: join } = await token({ maxUses: 10 });
    const newer = refusal(
      await attemptLink(url, {
        key: makeAgentKey(),
        token: join,
        hostname: 'newer',
        protocol: { min: PROTOCOL.max + 1, max: PROTOCOL.max + 3 },
      }),
    );
    expect(`${newer?.message} ${newer?.hint}`).toMatch(/upgrade.*server/i);
    const older = refusal(await attemptLink(url, { key: makeAgentKey(), token: join, hostname: 'older', protocol: { min: 0, max: 0 } }));
    expect(`${older?.message} ${older?.hint}`).toMatch(/upgrade.*agent/i);
    const adapted = await attemptLink(url, {
      key: makeAgentKey(),
      token: join,
      hostname: 'adapted',
      protocol: { min: 0, max: PROTOCOL.max + 5 },
    });
    expect(adapted.outcome).toMatchObject({ welcome: { protocol: PROTOCOL.max } });
    adapted.socket.close();
  });

  it('itself, when the agent finds another key than the one it pinned', async () => {
    const [host] = fleet.hosts;
    const impostor = await ServerProcess.start({ dir: `${fleet.dir}/impostor` });
    host!.wire.aim(impostor.url);
    host!.wire.blip();
    await passes(() => expect(host!.agent.log).toMatch(/key/i), { timeoutMs: 60_000 });
    const admin = await impostor.signIn();
    expect((await admin.call('host.list')).items).toEqual([]);
    host!.wire.aim(fleet.server.url);
    await impostor.end();
    await passes(async () => expect((await fleet.admin.call('host.get', { host: host!.name })).online).toBe(true), {
      timeoutMs: 90_000,
    });
  }, 240_000);

  it('an agent that was given a token of another server, before it tells that token', async () => {
    const impostor = await ServerProcess.start({ dir: `${fleet.dir}/impostor-2` });
    const foreign = await token();
    const agent = new AgentProcess({
      dir: fleet.dir,
      name: 'misled',
      server: impostor.url,
      token: foreign.token,
      dockerHost: fleet.hosts[0]!.engine.host,
    });
    await passes(() => expect(agent.log).toMatch(/key/i));
    await agent.end();
    const admin = await impostor.signIn();
    expect((await admin.call('host.refusals')).items.filter(({ error }) => /token/i.test(error.message))).toEqual([]);
    await impostor.end();
  }, 120_000);

  it('a host that was revoked: cut within a second, and refused from then on', async () => {
    const [host] = fleet.hosts;
    const joined = await fleet.join('condemned', host!.engine);
    const asked = performance.now();
    await fleet.admin.call('host.revoke', { host: 'condemned' });
    await passes(async () => expect((await fleet.admin.call('host.get', { host: 'condemned' })).online).toBe(false), { everyMs: 20 });
    expect(performance.now() - asked).toBeLessThan(1000);
    await passes(() => expect(joined.agent.log).toMatch(/revoked/i));
    expect(await fleet.admin.call('host.get', { host: 'condemned' })).toMatchObject({ revoked: true, online: false });
    await joined.agent.end();
  }, 120_000);

  it('a join token that has expired', async () => {
    await sleep(Math.max(0, Date.parse(shortLived.expiresAt) - Date.now() + 100));
    const late = await attemptLink(fleet.server.url, { key: makeAgentKey(), hostname: 'late', token: shortLived.token });
    expect(refusal(late)?.message).toMatch(/expired/i);
  }, 120_000);
});
