import { nextTick } from 'vue';
import { describe, expect, it } from 'vitest';
import { showLanguage } from '../lib/i18n.ts';
import { show, withPage } from '../testing/mount.ts';
import StateMark from './StateMark.vue';
import { lookOf, markStates } from './states.ts';

withPage();

describe('lookOf', () => {
  it('draws no two states of a container alike', () => {
    const states = ['running', 'starting', 'unhealthy', 'restarting', 'paused', 'created', 'exited', 'removing', 'dead'] as const;
    expect(new Set(states.map((state) => `${lookOf(state).shape} ${lookOf(state).ink}`)).size).toBe(states.length);
    expect(new Set(markStates.map((state) => lookOf(state).word)).size).toBe(markStates.length);
  });

  it.each([
    [0, 'text-idle'],
    [143, 'text-idle'],
    [undefined, 'text-idle'],
    [1, 'text-bad'],
    [137, 'text-bad'],
  ])('shows exit code %s as %s', (code, ink) => {
    expect(lookOf('exited', code).ink).toBe(ink);
  });

  it('never shows restarting as running', () => {
    expect(lookOf('restarting')).not.toMatchObject({ shape: lookOf('running').shape });
  });
});

describe('StateMark', () => {
  const words = (): string => [...document.querySelectorAll('span > span')].map((part) => part.textContent).join(' ');

  it.each([
    [{ state: 'exited', code: 137 }, 'exited (137)'],
    [{ state: 'exited' }, 'exited'],
    [{ state: 'restarting', count: 14 }, 'restarting (14)'],
    [{ state: 'restarting' }, 'restarting'],
    [{ state: 'running', code: 0, count: 3 }, 'running'],
  ])('says %j as "%s"', (props, text) => {
    show(StateMark, { props });
    expect(words()).toBe(text);
  });

  it('says since when a silent host’s state is known', () => {
    const at = new Date();
    at.setHours(0, 0, 1);
    show(StateMark, { props: { state: 'running', asOf: at } });
    expect(words()).toBe('running as of 00:00');
  });

  it('speaks the language shown', async () => {
    show(StateMark, { props: { state: 'unhealthy' } });
    await showLanguage('zh');
    await nextTick();
    expect(words()).toBe('不健康');
  });
});
