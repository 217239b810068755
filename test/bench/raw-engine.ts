import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Engine } from '../support/engine.ts';

/** An exec on the engine's own socket, without anything of ours: what a console is measured beside. */
export async function rawExec(engine: Engine, container: string, cmd: string[], tty: boolean): Promise<Duplex> {
  const created = await engine.api('POST', `/containers/${container}/exec`, {
    Cmd: cmd,
    Tty: tty,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
  const { Id } = created.json() as { Id: string };
  const call = request({
    socketPath: engine.socket,
    method: 'POST',
    path: `/exec/${Id}/start`,
    headers: { 'content-type': 'application/json', connection: 'Upgrade', upgrade: 'tcp' },
  });
  call.end(JSON.stringify({ Detach: false, Tty: tty }));
  const [, socket] = (await once(call, 'upgrade')) as [unknown, Duplex];
  return socket;
}
