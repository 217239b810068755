import { HostChanges } from '@longshore/contract/hosts';
import { beforeAll, describe, expect, it } from 'vitest';
import { showLanguage } from '../../lib/i18n.ts';
import { groupRule, nameRule, splitTags, tagsRule } from './host-rules.ts';

beforeAll(() => showLanguage('en'));

const odd = ['', 'a', 'web-1', '-web', 'web.', 'a b', 'web_1', 'wéb', 'a'.repeat(63), 'a'.repeat(64), '._-'];

describe('the rules at the fields say what the server would', () => {
  it.each(odd)('of the name %j', (name) => {
    expect(nameRule(name) === undefined).toBe(HostChanges.safeParse({ name }).success);
  });

  it.each(odd)('of the group %j', (group) => {
    expect(groupRule(group) === undefined).toBe(HostChanges.safeParse({ group }).success);
  });

  it.each([
    '',
    'prod',
    'prod, eu-west',
    'prod，eu、x',
    'a b,, c',
    'prod, sürprise',
    'x'.repeat(64),
    Array.from({ length: 51 }, (_, i) => i).join(' '),
  ])('of the tags %j', (text) => {
    expect(tagsRule(text) === undefined).toBe(HostChanges.safeParse({ tags: splitTags(text) }).success);
  });

  it('takes each tag once', () => expect(splitTags(' prod, eu,prod ')).toEqual(['prod', 'eu']));
});
