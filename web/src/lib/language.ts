import { readStored, writeStored } from './stored.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** As HTML and Intl want it; `zh` alone would let browsers pick Japanese glyphs or Traditional forms. */
export const languageTag: Record<Language, string> = { en: 'en', zh: 'zh-CN' };

const KEY = 'language';

const isLanguage = (text: string | null): text is Language => languages.some((language) => language === text);

/** The first of the person's languages that we speak; English when none is. */
export const pickLanguage = (wanted: readonly string[]): Language =>
  wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(isLanguage) ?? 'en';

/** What was chosen here before, else what the browser asks for. */
export function storedLanguage(): Language {
  const stored = readStored(KEY);
  return isLanguage(stored) ? stored : pickLanguage(navigator.languages);
}

export const storeLanguage = (language: Language): boolean => writeStored(KEY, language);
