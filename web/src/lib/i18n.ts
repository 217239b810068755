import { computed } from 'vue';
import { createI18n } from 'vue-i18n';
import type en from '../messages/en/index.ts';
import { type Language, languageTag } from './language.ts';

/** The shape every language fills in: English is the measure. */
export type Messages = typeof en;

type Keys<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string];
/** `noun.key`, checked at compile time in scripts and templates alike. */
export type MessageKey = Keys<Messages>;

/** What a message names. Numbers are written the person's way; a number that is a name (a port, a pid) is given as a string. */
export type MessageValues = Record<string, string | number>;

type Loaded = { default: Messages };
const load: Record<Language, () => Promise<Loaded>> = {
  en: () => import('../messages/en/index.ts'),
  zh: () => import('../messages/zh/index.ts'),
};

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: false,
  messages: {},
});

/** The language shown. Whatever is rendered with `t` follows it live. */
export const language = computed(() => i18n.global.locale.value as Language);
/** The same as a BCP 47 tag, for Intl. */
export const locale = computed(() => languageTag[language.value]);

/** Shows another language once its messages are here. Rejects, with nothing changed, when they cannot be fetched. */
export async function showLanguage(wanted: Language): Promise<void> {
  if (!i18n.global.availableLocales.includes(wanted)) {
    const { default: messages } = await load[wanted]();
    i18n.global.setLocaleMessage(wanted, messages);
  }
  i18n.global.locale.value = wanted;
  document.documentElement.lang = languageTag[wanted];
}

const numbers = computed(() => new Intl.NumberFormat(locale.value));

/** A number the person's way: 1204 → "1,204". */
export const formatNumber = (value: number): string => numbers.value.format(value);

/**
 * The message in the language shown. `count` picks the form of a plural message ("one thing | {count} things").
 * Reactive: call it in templates and computed values, not once at module level.
 */
export function t(key: MessageKey, values: MessageValues = {}): string {
  const written = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? formatNumber(value) : value]),
  );
  const { count } = values;
  return typeof count === 'number' ? i18n.global.t(key, written, count) : i18n.global.t(key, written);
}

/** Whether a key made from what the server said (an error code, an event) has words here; a newer server may know more. */
export const hasMessage = (key: string): key is MessageKey => i18n.global.te(key);
