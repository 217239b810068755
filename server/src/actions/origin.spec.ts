import { describe, expect, it } from 'vitest';
import { judgeOrigin } from './origin.ts';

const publicUrl = new URL('https://ops.example.com');

describe('judgeOrigin', () => {
  it.each([
    [{ host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' }, undefined, 'ours'],
    [{ host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8081' }, undefined, 'foreign'],
    [{ host: '127.0.0.1:8080', origin: 'http://evil.example' }, undefined, 'foreign'],
    [{ host: 'Ops.local', origin: 'http://ops.local' }, undefined, 'ours'],
    [{ host: '127.0.0.1:8080', origin: 'null' }, undefined, 'foreign'],
    [{ host: '127.0.0.1:8080' }, undefined, 'untold'],
    [{ host: '127.0.0.1:8080', 'sec-fetch-site': 'same-origin' }, undefined, 'ours'],
    [{ host: '127.0.0.1:8080', 'sec-fetch-site': 'cross-site' }, undefined, 'untold'],
    [{ host: 'longshore:8080', origin: 'https://ops.example.com' }, publicUrl, 'ours'],
    [{ host: 'longshore:8080', origin: 'http://ops.example.com' }, publicUrl, 'foreign'],
    [{ origin: 'http://x' }, undefined, 'foreign'],
  ])('%j with %s is %s', (headers, url, verdict) => {
    expect(judgeOrigin(headers, url)).toBe(verdict);
  });
});
