import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from './ed25519.ts';
import { ServerKey } from './server-key.ts';

const folder = () => mkdtemp(join(tmpdir(), 'server-key-'));

describe('ServerKey', () => {
  it('makes one key, for the owner alone, and finds it again', async () => {
    const data = await folder();
    const first = await ServerKey.load(data);
    const again = await ServerKey.load(data);
    expect(again.publicKey).toBe(first.publicKey);
    expect((await stat(join(data, 'server-key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(data, 'server-key'), 'utf8')).toContain('PRIVATE KEY');
  });

  it('signs what others can check', async () => {
    const key = await ServerKey.load(await folder());
    const signature = key.sign('text');
    expect(isSignedBy(key.publicKey, 'text', signature)).toBe(true);
    expect(isSignedBy(key.publicKey, 'other', signature)).toBe(false);
    expect(isSignedBy(`${key.publicKey}=`, 'text', signature)).toBe(false);
    expect(isSignedBy('AAAA', 'text', signature)).toBe(false);
    expect(isSignedBy(key.publicKey, 'text', 'not a signature')).toBe(false);
  });

  it('does not start over when the file is damaged', async () => {
    const data = await folder();
    await writeFile(join(data, 'server-key'), 'damaged');
    await expect(ServerKey.load(data)).rejects.toThrow();
    expect(await readFile(join(data, 'server-key'), 'utf8')).toBe('damaged');
  });
});
