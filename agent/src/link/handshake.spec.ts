import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proofText, type ServerChallenge } from '@longshore/contract/sockets/agent';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Identity } from '../identity.ts';
import { Handshake, UntrustedServerError } from './handshake.ts';
import { parseJoinToken } from './join-token.ts';
import { fingerprint, HostKey, signedBy } from './keys.ts';

const info = { version: '1', node: 'v20', platform: 'linux/x64', hostname: 'box', capabilities: [] };
const tokenFor = (server: HostKey, secret = 's') => parseJoinToken(`lsj_${secret.repeat(43)}.${fingerprint(server.publicKey)}`);

describe('Handshake', () => {
  let folder: string;
  let identity: Identity;
  const server = HostKey.make();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-handshake-'));
    identity = await Identity.load(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const handshake = (joinToken: ReturnType<typeof tokenFor> | undefined) => new Handshake({ identity, joinToken, hostName: 'web', info });

  function texts(shake: Handshake, socket: string, nonce = 'server-nonce', by = server) {
    return { socket, clientNonce: shake.hello.nonce, serverNonce: nonce, serverKey: by.publicKey, agentKey: identity.key.publicKey };
  }

  function challenge(shake: Handshake, socket: string, by = server): ServerChallenge {
    return { key: by.publicKey, nonce: 'server-nonce', signature: by.sign(proofText('server', texts(shake, socket, 'server-nonce', by))) };
  }

  const welcome = {
    hostId: '0b0f9f52-33b9-4f0e-8c5e-0a3b5c1d2e3f',
    hostName: 'web',
    protocol: 1,
    capabilities: [],
    position: null,
    operations: [],
  };

  it('proves itself, with the token, to the server of the token', () => {
    const shake = handshake(tokenFor(server));
    const proof = shake.answer('socket-1', challenge(shake, 'socket-1'));
    expect(signedBy(identity.key.publicKey, proofText('agent', texts(shake, 'socket-1')), proof.signature)).toBe(true);
    expect(proof.join).toEqual({ token: tokenFor(server).text, name: 'web' });
  });

  it('sends the token once only', async () => {
    const first = handshake(tokenFor(server));
    first.answer('a', challenge(first, 'a'));
    await first.complete(welcome);
    const second = handshake(tokenFor(server));
    expect(second.answer('b', challenge(second, 'b')).join).toBeUndefined();
  });

  it('tells nothing to a server with another key than that of the token', () => {
    const shake = handshake(tokenFor(server));
    expect(() => shake.answer('s', challenge(shake, 's', HostKey.make()))).toThrow(UntrustedServerError);
  });

  it('tells nothing to a server with another key than the pinned one', async () => {
    await identity.join({ hostId: 'h', serverKey: server.publicKey, token: undefined });
    const shake = handshake(undefined);
    expect(() => shake.answer('s', challenge(shake, 's', HostKey.make()))).toThrow(/another key/);
    expect(shake.answer('s', challenge(shake, 's')).join).toBeUndefined();
  });

  it.each(['signature', 'nonce'] as const)('tells nothing when the %s was altered', (part) => {
    const shake = handshake(tokenFor(server));
    const given = challenge(shake, 's');
    const altered = { ...given, [part]: `${given[part].startsWith('A') ? 'B' : 'A'}${given[part].slice(1)}` };
    expect(() => shake.answer('s', altered)).toThrow(/did not prove/);
  });

  it('takes no signature that was made for another connection', () => {
    const [one, other] = [handshake(tokenFor(server)), handshake(tokenFor(server))];
    expect(() => other.answer('s', challenge(one, 's'))).toThrow(UntrustedServerError);
    expect(() => one.answer('s2', challenge(one, 's'))).toThrow(UntrustedServerError);
  });

  it('takes a key that is no key for no proof', () => {
    const shake = handshake(parseJoinToken(`lsj_${'s'.repeat(43)}.${fingerprint('AAAA')}`));
    expect(() => shake.answer('s', { key: 'AAAA', nonce: 'n', signature: 'x' })).toThrow(/did not prove/);
  });

  it('moves to another server with a new token of that server', async () => {
    await identity.join({ hostId: 'h', serverKey: server.publicKey, token: tokenFor(server).text });
    const next = HostKey.make();
    const shake = handshake(tokenFor(next, 't'));
    expect(() => shake.answer('s', challenge(shake, 's'))).toThrow(UntrustedServerError);
    expect(shake.answer('s', challenge(shake, 's', next)).join?.token).toBe(tokenFor(next, 't').text);
    await shake.complete(welcome);
    expect(identity.serverKey).toBe(next.publicKey);
  });

  it('joins nobody without a token', () => {
    const shake = handshake(undefined);
    expect(() => shake.answer('s', challenge(shake, 's'))).toThrow(/not joined/);
  });

  it('pins nobody who chooses a protocol that it does not speak', async () => {
    const shake = handshake(tokenFor(server));
    shake.answer('s', challenge(shake, 's'));
    await expect(shake.complete({ ...welcome, protocol: 99 })).rejects.toThrow(/Upgrade|protocol 99/);
    expect(identity.serverKey).toBeUndefined();
  });
});
