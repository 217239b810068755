import { describe, expect, it } from 'vitest';
import { pickLanguage } from './language.ts';

describe('pickLanguage', () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh-Hant-TW'], 'zh'],
    [['de-DE', 'zh', 'en'], 'zh'],
    [['de', 'en-GB', 'zh'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('of %j picks %s', (wanted, language) => {
    expect(pickLanguage(wanted)).toBe(language);
  });
});
