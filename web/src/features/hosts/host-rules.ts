import { t } from '../../lib/i18n.ts';

// The rules of the contract's schemas, told in the person's language as one leaves a field. hostRules.spec.ts holds them together.

const NAME_MAX = 63;
const MOST_TAGS = 50;
const TAG = /^[a-zA-Z0-9._-]{1,63}$/;

export function nameRule(name: string): string | undefined {
  const right = name.length <= NAME_MAX && /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?$/.test(name);
  return right ? undefined : t('hosts.nameForm');
}

export const groupRule = (group: string): string | undefined => (group === '' || TAG.test(group) ? undefined : t('hosts.groupForm'));

/** Tags as people type them: commas or spaces between. */
export const splitTags = (text: string): string[] => [...new Set(text.split(/[\s,，、]+/).filter(Boolean))];

export function tagsRule(text: string): string | undefined {
  const tags = splitTags(text);
  if (tags.length > MOST_TAGS) return t('hosts.tooManyTags', { most: MOST_TAGS });
  const wrong = tags.find((tag) => !TAG.test(tag));
  return wrong === undefined ? undefined : t('hosts.tagForm', { tag: wrong });
}
