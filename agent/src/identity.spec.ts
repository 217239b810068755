import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Identity } from './identity.ts';

describe('Identity', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'agent-identity-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps its key over starts, readable by its owner alone', async () => {
    const first = await Identity.load(folder);
    expect((await Identity.load(folder)).key.publicKey).toBe(first.key.publicKey);
    expect(statSync(join(folder, 'agent-key.pem')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(first.key.publicKey, 'base64url')).toHaveLength(32);
  });

  it('remembers the server it joined, and the token without its text', async () => {
    const first = await Identity.load(folder);
    expect(first.serverKey).toBeUndefined();
    await first.join({ hostId: 'h', serverKey: 'k', token: 'lsj_secret' });
    const again = await Identity.load(folder);
    expect([again.hostId, again.serverKey, again.joinedWith('lsj_secret'), again.joinedWith('other')]).toEqual(['h', 'k', true, false]);
    expect(statSync(join(folder, 'joined.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps the used token in mind when it links again without one', async () => {
    const identity = await Identity.load(folder);
    await identity.join({ hostId: 'h', serverKey: 'k', token: 't' });
    await identity.join({ hostId: 'h', serverKey: 'k', token: undefined });
    expect(identity.joinedWith('t')).toBe(true);
  });

  it('does not start with a key that it cannot read', async () => {
    writeFileSync(join(folder, 'agent-key.pem'), 'no key');
    await expect(Identity.load(folder)).rejects.toThrow();
  });
});
