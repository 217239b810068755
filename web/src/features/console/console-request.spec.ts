import { describe, expect, it } from 'vitest';
import { requestOf } from './console-request.ts';

const size = { cols: 80, rows: 24 };

describe('requestOf', () => {
  it('asks for a shell when nothing is said, and for what is said otherwise', () => {
    expect(requestOf({ host: 'h', container: 'c', kind: 'exec' }, size)).toEqual({
      action: 'container.exec',
      host: 'h',
      container: 'c',
      args: size,
    });
    const wanted = { cmd: ['top'], user: 'root', workdir: '/', env: ['A=1'] };
    expect(requestOf({ host: 'h', container: 'c', kind: 'exec', ...wanted }, size).args).toEqual({ ...size, ...wanted });
    expect(requestOf({ host: 'h', container: 'c', kind: 'exec', cmd: [], user: '', env: [] }, size).args).toEqual(size);
  });

  it('attaches with what was printed before', () => {
    expect(requestOf({ host: 'h', container: 'c', kind: 'attach' }, size)).toMatchObject({
      action: 'container.attach',
      args: { logs: true, ...size },
    });
  });
});
