/**
 * Runs a program in a network namespace of its own, as `unshare --net node alone.mjs SOCKET PORT program …`: all it finds there is
 * 127.0.0.1:PORT, from where bytes go to a unix socket of the world outside. Ends with the program.
 */
import { execFileSync, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

const [socket, port, program, ...args] = process.argv.slice(2);
execFileSync('ip', ['link', 'set', 'lo', 'up']);

createServer({ allowHalfOpen: true }, (inside) => {
  const outside = connect({ path: socket, allowHalfOpen: true });
  inside.pipe(outside).pipe(inside);
  inside.on('error', () => outside.destroy());
  outside.on('error', () => inside.destroy());
}).listen(Number(port), '127.0.0.1', () => {
  // Whoever drives a browser speaks to it over the file descriptors 3 and 4.
  const child = spawn(program, args, { stdio: [0, 1, 2, 3, 4] });
  child.on('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
});
