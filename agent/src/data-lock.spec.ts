import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataLock, FolderInUseError } from './data-lock.ts';

describe('DataLock', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'agent-lock-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds the folder until it is let go', () => {
    const lock = DataLock.take(folder);
    expect(() => DataLock.take(folder)).toThrow(FolderInUseError);
    expect(() => DataLock.take(folder)).toThrow(/LONGSHORE_AGENT_DATA/);
    lock.release();
    DataLock.take(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over the lock of a process that is no more', () => {
    writeFileSync(join(folder, 'agent.pid'), '4194301 12345\n');
    DataLock.take(folder).release();
  });

  it('takes over the lock of an earlier process with the same number, as in a restarted container', () => {
    writeFileSync(join(folder, 'agent.pid'), `${process.pid} 1\n`);
    DataLock.take(folder).release();
  });

  it('takes over a file that nobody understands', () => {
    writeFileSync(join(folder, 'agent.pid'), '');
    DataLock.take(folder).release();
  });

  it('makes the folder', () => {
    DataLock.take(join(folder, 'a', 'b')).release();
  });
});
