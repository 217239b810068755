import { describe, expect, it } from 'vitest';
import { makeHost } from '../../data/testing/rows.ts';
import { shownPorts } from './ports.ts';

const tcp = { protocol: 'tcp' };
const agent = { version: '1', protocol: 1, node: '24', platform: 'linux', hostname: 'web-1.example', capabilities: [] };
const remote = makeHost('h', { name: 'web-1', agent });
const local = makeHost('h', { local: true });
const urls = (ports: Parameters<typeof shownPorts>[0], host = remote, here = 'ship.example') =>
  shownPorts(ports, host, here).map(({ text, url }) => [text, url]);

describe('shownPorts', () => {
  it('shows a port that is bound on IPv4 and IPv6 once, published ones first', () => {
    expect(
      urls([
        { ...tcp, container: 22 },
        { ...tcp, container: 80, host: 8080, ip: '0.0.0.0' },
        { ...tcp, container: 80, host: 8080, ip: '::' },
      ]),
    ).toEqual([
      ['8080→80', 'http://web-1.example:8080'],
      ['22', undefined],
    ]);
  });

  it('leads to where the port is reached', () => {
    const any = [{ ...tcp, container: 443, host: 443, ip: '0.0.0.0' }];
    expect(urls(any)).toEqual([['443→443', 'https://web-1.example:443']]);
    expect(urls(any, makeHost('h', { name: 'db' }))).toEqual([['443→443', 'https://db:443']]);
    expect(urls(any, local)).toEqual([['443→443', 'https://ship.example:443']]);
    expect(urls([{ ...tcp, container: 80, host: 80, ip: '10.0.0.7' }])).toEqual([['80→80', 'http://10.0.0.7:80']]);
    expect(urls([{ ...tcp, container: 80, host: 80, ip: 'fd00::7' }])).toEqual([['80→80', 'http://[fd00::7]:80']]);
  });

  it('leads nowhere when only the host itself reaches the port, unless the browser is there', () => {
    const loopback = [{ ...tcp, container: 80, host: 80, ip: '127.0.0.1' }];
    expect(urls(loopback)).toEqual([['80→80', undefined]]);
    expect(urls(loopback, local)).toEqual([['80→80', undefined]]);
    expect(urls(loopback, local, '127.0.0.1')).toEqual([['80→80', 'http://127.0.0.1:80']]);
    expect(urls(loopback, remote, 'localhost')).toEqual([['80→80', undefined]]);
    expect(shownPorts(loopback, remote, 'x')[0]).toMatchObject({ loopback: true, published: true });
  });

  it('has no link for what no browser speaks', () => {
    expect(urls([{ protocol: 'udp', container: 53, host: 53, ip: '0.0.0.0' }])).toEqual([['53→53/udp', undefined]]);
  });
});
