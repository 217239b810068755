import type en from '../en/settings.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '设置',
  appearance: '外观',
  appearanceHint: '保存在此浏览器中。',
  theme: '主题',
  system: '跟随系统',
  light: '浅色',
  dark: '深色',
  language: '语言',
  nextLanguage: 'EN',
  nextLanguageHint: 'EN：切换到 English',
  english: 'English',
  chinese: '简体中文',
  languageFailed: '语言加载失败',
} satisfies Translation<typeof en>;
