import type { FleetEvent } from '@longshore/contract/events';
import { describe, expect, it } from 'vitest';
import { eventAction, eventDetails, eventObject, eventTime, isBad, isLook } from './event-facts.ts';

const event = (changes: Partial<FleetEvent>): FleetEvent => ({
  id: '1',
  at: '2026-01-02T10:00:00Z',
  host: 'h',
  hostName: 'web-1',
  type: 'container',
  action: 'start',
  object: 'a'.repeat(64),
  name: 'api',
  attributes: {},
  ...changes,
});

describe('what is said of an event', () => {
  it('names its object, or the start of its id', () => {
    expect(eventObject(event({}))).toBe('api');
    expect(eventObject(event({ name: '', object: `sha256:${'b'.repeat(64)}` }))).toBe('b'.repeat(12));
  });

  it.each([
    [{ action: 'die', attributes: { exitCode: '137' } }, true],
    [{ action: 'die', attributes: { exitCode: '0' } }, false],
    [{ action: 'die', attributes: { exitCode: '143' } }, false],
    [{ action: 'die' }, false],
    [{ action: 'oom' }, true],
    [{ action: 'health_status: unhealthy' }, true],
    [{ action: 'health_status: healthy' }, false],
    [{ type: 'image', action: 'oom' }, false],
  ] as const)('is alarmed by %j: %s', (changes, bad) => expect(isBad(event(changes))).toBe(bad));

  it.each([
    [{ action: 'top' }, true],
    [{ action: 'exec_start' }, true],
    [{ action: 'start' }, false],
    [{ type: 'network', action: 'detach' }, false],
  ] as const)('takes %j for a mere look: %s', (changes, look) => expect(isLook(event(changes))).toBe(look));

  it('adds how a program ended, and the image', () => {
    const death = event({ action: 'die', attributes: { exitCode: '1', image: 'nginx' } });
    expect([eventAction(death), eventDetails(death)]).toEqual(['die (1)', 'nginx']);
    expect([eventAction(event({})), eventDetails(event({}))]).toEqual(['start', '']);
    expect(eventDetails(event({ type: 'network', attributes: { container: 'c'.repeat(64) } }))).toBe('c'.repeat(12));
  });

  it('tells the day unless it was today', () => {
    const at = new Date(2026, 0, 2, 9, 5, 7);
    expect(eventTime(at.toISOString(), at.getTime() + 1000, 'en')).toBe('09:05:07');
    expect(eventTime(at.toISOString(), at.getTime() + 86_400_000, 'en')).toBe('Jan 2, 09:05:07');
  });
});
