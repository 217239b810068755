import { ExecArgs } from '@longshore/contract/consoles';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeEngine, json } from '../../test-support/fake-engine.ts';
import { Engine } from '../engine/engine.ts';
import { openExec } from './exec.ts';
import { ShellFinder } from './shell.ts';

interface Spec {
  Cmd: string[];
  Env: string[];
  Tty: boolean;
  User: string;
  WorkingDir: string;
}

describe('openExec', () => {
  let fake: FakeEngine;
  let engine: Engine;
  let shells: ShellFinder;
  let specs: Spec[];
  /** What a command prints, and how it ends. */
  let run: (cmd: string[]) => { output: string; code: number };

  beforeEach(async () => {
    fake = new FakeEngine();
    await fake.start();
    engine = new Engine(fake.address);
    shells = new ShellFinder(engine.execs);
    specs = [];
    run = () => ({ output: '', code: 0 });
    fake.replies.set('POST /containers/c/exec', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const id = `e${specs.push(JSON.parse(body) as Spec) - 1}`;
        fake.replies.set(`POST /exec/${id}/resize`, (_request, sized) => json(sized, 200, {}));
        fake.replies.set(`GET /exec/${id}/json`, (_request, asked) =>
          json(asked, 200, { Running: false, ExitCode: run(specs[Number(id.slice(1))]?.Cmd ?? []).code }),
        );
        json(response, 201, { Id: id });
      });
    });
    fake.upgrade = (socket, url) => {
      const [, id = ''] = /exec\/e(\d+)\/start/.exec(url.pathname) ?? [];
      socket.end(run(specs[Number(id)]?.Cmd ?? []).output);
    };
  });
  afterEach(() => fake.stop());

  const open = async (args: Record<string, unknown>) => {
    const console = await openExec(engine.execs, shells, 'c', ExecArgs.parse(args), pino({ level: 'silent' }));
    console.socket.destroy();
    return console;
  };
  const commands = () => specs.map((spec) => spec.Cmd.join(' '));

  it('starts what it is told to, as it is told to', async () => {
    const console = await open({ cmd: ['ls', '-l'], tty: false, user: 'www', workdir: '/srv', env: ['A=1'] });
    expect(specs[0]).toMatchObject({ Cmd: ['ls', '-l'], Tty: false, User: 'www', WorkingDir: '/srv', Env: ['A=1'] });
    expect([console.started, console.resize]).toEqual([{ type: 'started', tty: false, cmd: ['ls', '-l'] }, undefined]);
    await expect(console.exitCode()).resolves.toBe(0);
  });

  it('tells programs what terminal they are in, unless that is given', async () => {
    await open({ cmd: ['top'] });
    await open({ cmd: ['top'], env: ['TERM=dumb'] });
    expect(specs.map((spec) => spec.Env)).toEqual([['TERM=xterm-256color'], ['TERM=dumb']]);
  });

  it('finds the best shell with one question, and remembers it', async () => {
    run = ([, , script]) => ({ output: script === undefined ? '' : '/bin/bash\r\n', code: 0 });
    await expect(open({})).resolves.toMatchObject({ started: { cmd: ['/bin/bash'] } });
    await open({});
    expect(commands()).toEqual(['sh -c command -v bash || command -v ash || command -v sh', '/bin/bash', '/bin/bash']);
  });

  it('finds a shell where there is no sh', async () => {
    run = ([program]) => ({ output: '', code: program === 'ash' ? 0 : 126 });
    await expect(open({})).resolves.toMatchObject({ started: { cmd: ['ash'] } });
  });

  it('says that there is none', async () => {
    run = () => ({ output: 'OCI runtime exec failed: executable file not found', code: 126 });
    await expect(open({})).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('no shell') });
  });

  it('gives up on a program that prints without end', async () => {
    fake.upgrade = (socket) => {
      const print = () => {
        while (socket.writable && socket.write('y\n'.repeat(10_000)));
      };
      socket.on('drain', print).on('error', () => undefined);
      print();
    };
    run = () => ({ output: '', code: 1 });
    await expect(open({})).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('keeps the words of an engine that refuses', async () => {
    fake.replies.set('POST /containers/c/exec', (_request, response) => json(response, 409, { message: 'Container c is not running' }));
    await expect(open({})).rejects.toMatchObject({ code: 'conflict', message: 'Container c is not running' });
  });
});
