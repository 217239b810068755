import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL, proofText, type AgentHello } from '@longshore/contract/sockets/agent';
import { isSignedBy } from './ed25519.ts';
import { Handshake } from './handshake.ts';
import { negotiate } from './protocol.ts';
import { ServerKey } from './server-key.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const agentKey = publicKey.export({ format: 'jwk' }).x!;
const info = { version: '1', node: '20', platform: 'linux', hostname: 'web', capabilities: [] };
const hello = (more: Partial<AgentHello> = {}): AgentHello => ({
  key: agentKey,
  nonce: randomBytes(32).toString('base64url'),
  protocol: PROTOCOL,
  hostname: 'web',
  ...more,
});

let server: ServerKey;
beforeAll(async () => {
  server = await ServerKey.load(await mkdtemp(join(tmpdir(), 'handshake-')));
});

/** What an honest agent signs. */
const answer = (handshake: Handshake, socket: string, role: 'agent' | 'server' = 'agent') => ({
  signature: sign(
    null,
    Buffer.from(
      proofText(role, {
        socket,
        clientNonce: handshake.hello.nonce,
        serverNonce: handshake.challenge.nonce,
        serverKey: handshake.challenge.key,
        agentKey,
      }),
    ),
    privateKey,
  ).toString('base64url'),
  info,
});

describe('Handshake', () => {
  it('proves the server, and takes the proof of the agent', () => {
    const handshake = Handshake.begin(server, 'socket-1', hello());
    const { key, nonce, signature } = handshake.challenge;
    const parts = { socket: 'socket-1', clientNonce: handshake.hello.nonce, serverNonce: nonce, serverKey: key, agentKey };
    expect(isSignedBy(key, proofText('server', parts), signature)).toBe(true);
    expect(handshake.prove(answer(handshake, 'socket-1')).info.hostname).toBe('web');
    expect(handshake.protocol).toBe(PROTOCOL.max);
  });

  it('makes a new nonce each time', () => {
    const said = hello();
    expect(Handshake.begin(server, 's', said).challenge.nonce).not.toBe(Handshake.begin(server, 's', said).challenge.nonce);
  });

  it.each([
    ['made for another connection', (handshake: Handshake) => answer(handshake, 'socket-2')],
    ['made for another purpose', (handshake: Handshake) => answer(handshake, 'socket-1', 'server')],
    ['replayed from an earlier handshake', () => answer(Handshake.begin(server, 'socket-1', hello()), 'socket-1')],
    ['altered', (handshake: Handshake) => ({ ...answer(handshake, 'socket-1'), signature: randomBytes(64).toString('base64url') })],
  ])('refuses a signature %s', (_, forge) => {
    const handshake = Handshake.begin(server, 'socket-1', hello());
    expect(() => handshake.prove(forge(handshake))).toThrow(/signature/);
  });

  it('refuses a second proof, and what is not of the protocol at all', () => {
    const handshake = Handshake.begin(server, 's', hello());
    const good = answer(handshake, 's');
    handshake.prove(good);
    expect(() => handshake.prove(good)).toThrow(/twice/);
    expect(() => Handshake.begin(server, 's', hello()).prove({ hi: 1 })).toThrow(/form/);
    for (const nonsense of [undefined, 'x', {}, { ...hello(), key: 5 }])
      expect(() => Handshake.begin(server, 's', nonsense)).toThrow(/introduce/);
    expect(() => Handshake.begin(server, 's', hello({ key: 'AAAA' }))).toThrow(/key/);
    expect(() => Handshake.begin(server, 's', hello({ nonce: 'AAAA' }))).toThrow(/nonce/);
  });
});

describe('negotiate', () => {
  it('uses the highest protocol that both speak', () => {
    expect(negotiate({ min: 1, max: 5 }, { min: 2, max: 3 })).toBe(3);
    expect(negotiate({ min: 1, max: 2 }, { min: 2, max: 3 })).toBe(2);
  });

  it('says which side to upgrade when there is none', () => {
    expect(() => negotiate({ min: 1, max: 1 }, { min: 2, max: 3 })).toThrow(
      expect.objectContaining({ extra: { hint: expect.stringMatching(/Upgrade the agent/) as string } }),
    );
    expect(() => negotiate({ min: 4, max: 5 }, { min: 2, max: 3 })).toThrow(
      expect.objectContaining({ extra: { hint: expect.stringMatching(/Upgrade the server/) as string } }),
    );
    expect(() => negotiate({ min: 5, max: 4 }, { min: 2, max: 3 })).toThrow();
  });
});
