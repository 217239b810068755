import { computed } from 'vue';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasMessage, language, showLanguage, t } from './i18n.ts';

beforeEach(() => showLanguage('en'));

describe('messages', () => {
  it('follow the language live, and tell the document', async () => {
    const shown = computed(() => t('navigation.containers'));
    expect(shown.value).toBe('Containers');
    await showLanguage('zh');
    expect([shown.value, language.value, document.documentElement.lang]).toEqual(['容器', 'zh', 'zh-CN']);
  });

  it('write numbers the person’s way and leave names alone', () => {
    expect(t('confirm.lostMore', { count: 1204 })).toBe('and 1,204 more');
    expect(t('states.exitedCode', { code: '137' })).toBe('exited (137)');
  });

  it('know which keys have words', () => {
    expect(hasMessage('states.running')).toBe(true);
    expect(hasMessage('states.dancing')).toBe(false);
  });
});
