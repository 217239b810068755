/** Where the engine listens. */
export type EngineAddress = { kind: 'unix'; path: string } | { kind: 'tcp'; host: string; port: number };

export const DEFAULT_DOCKER_HOST = 'unix:///var/run/docker.sock';
const DEFAULT_TCP_PORT = 2375;

/** Reads DOCKER_HOST. @throws Error that says what is wrong with it */
export function parseDockerHost(text: string): EngineAddress {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? [];
  if (scheme === 'unix') {
    if (!rest.startsWith('/')) throw new Error('must hold the full path of a socket, such as unix:///var/run/docker.sock');
    return { kind: 'unix', path: rest };
  }
  if (scheme === 'tcp') {
    const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
    if (url === undefined || url.hostname === '' || url.pathname !== '/') throw new Error('must be tcp://HOST or tcp://HOST:PORT');
    // `http://host:80` drops its port, which is then not the default of an engine.
    const port = url.port === '' && rest.endsWith(':80') ? 80 : Number(url.port === '' ? DEFAULT_TCP_PORT : url.port);
    return { kind: 'tcp', host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
  }
  throw new Error(`must begin with unix:// or tcp://${scheme === '' ? '' : `; ${scheme}:// is not supported`}`);
}

/** As people write it. */
export const addressText = (address: EngineAddress): string => (address.kind === 'unix' ? address.path : `${address.host}:${address.port}`);

/** The form node:net takes. */
export const netOptions = (address: EngineAddress): { path: string } | { host: string; port: number } =>
  address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port };

/** The form node:http takes. */
export const httpOptions = (address: EngineAddress): { socketPath: string } | { host: string; port: number } =>
  address.kind === 'unix' ? { socketPath: address.path } : { host: address.host, port: address.port };
