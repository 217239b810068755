import { describe, expect, it } from 'vitest';
import { addressText, httpOptions, netOptions, parseDockerHost } from './address.ts';

describe('parseDockerHost', () => {
  it.each([
    ['unix:///run/user/1000/docker.sock', { kind: 'unix', path: '/run/user/1000/docker.sock' }],
    ['tcp://10.0.0.1:2375', { kind: 'tcp', host: '10.0.0.1', port: 2375 }],
    ['tcp://engine', { kind: 'tcp', host: 'engine', port: 2375 }],
    ['tcp://engine:80', { kind: 'tcp', host: 'engine', port: 80 }],
    ['tcp://[::1]:99', { kind: 'tcp', host: '::1', port: 99 }],
  ])('reads %s', (text, address) => {
    expect(parseDockerHost(text)).toEqual(address);
  });

  it.each(['unix://relative.sock', 'tcp://', 'tcp://host/path', 'ssh://host', 'npipe:////./pipe/docker', 'nonsense', ''])(
    'refuses "%s"',
    (text) => {
      expect(() => parseDockerHost(text)).toThrow(/must/);
    },
  );

  it('gives each library its form', () => {
    const [unix, tcp] = [parseDockerHost('unix:///a.sock'), parseDockerHost('tcp://h:1')];
    expect([netOptions(unix), httpOptions(unix), addressText(unix)]).toEqual([{ path: '/a.sock' }, { socketPath: '/a.sock' }, '/a.sock']);
    expect([netOptions(tcp), httpOptions(tcp), addressText(tcp)]).toEqual([{ host: 'h', port: 1 }, { host: 'h', port: 1 }, 'h:1']);
  });
});
