import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Config, Environment } from '../config/config.ts';
import { AgentFiles } from './agent-files.ts';

describe('the files for new hosts', () => {
  it('are in memory once, however many ask for them', async () => {
    const files = new AgentFiles(new Config(Environment.parse({})));
    const first = await files.installer();
    expect(first.sha256).toBe(createHash('sha256').update(first.bytes).digest('hex'));
    expect((await files.installer()).bytes).toBe(first.bytes);
  });
});
