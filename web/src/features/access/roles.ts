import type { Binding, Scope } from '@longshore/contract/access';
import { builtInRoles } from '@longshore/contract/decide';
import { hasMessage, t } from '../../lib/i18n.ts';

export const roleNames = builtInRoles.map(({ name }) => name);

export function roleText(role: string): string {
  const key = `access.role.${role}`;
  return hasMessage(key) ? t(key) : role;
}

export const scopeKinds = ['everything', 'host', 'group', 'tag', 'stack', 'label'] as const satisfies readonly Scope['kind'][];

/** Where a role holds, in words. @param hostName of a host by its id, undefined when it is not there any more */
export function scopeText(scope: Scope, hostName: (id: string) => string | undefined): string {
  switch (scope.kind) {
    case 'everything':
      return t('access.on.everything');
    case 'host':
      return t('access.on.host', { name: hostName(scope.host) ?? t('access.lostHost') });
    case 'group':
      return t('access.on.group', { name: scope.group });
    case 'tag':
      return t('access.on.tag', { name: scope.tag });
    case 'stack':
      return t('access.on.stack', { name: scope.stack });
    case 'label':
      return t('access.on.label', { name: scope.value === undefined ? scope.name : `${scope.name}=${scope.value}` });
  }
}

/** A scope of another kind, not filled in yet. */
export function emptyScope(kind: Scope['kind']): Scope {
  switch (kind) {
    case 'everything':
      return { kind };
    case 'host':
      return { kind, host: '' };
    case 'group':
      return { kind, group: '' };
    case 'tag':
      return { kind, tag: '' };
    case 'stack':
      return { kind, stack: '' };
    case 'label':
      return { kind, name: '' };
  }
}

/** Is it said what the role is for? */
function isComplete(scope: Scope): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'host':
      return scope.host !== '';
    case 'group':
      return scope.group.trim() !== '';
    case 'tag':
      return scope.tag.trim() !== '';
    case 'stack':
      return scope.stack.trim() !== '';
    case 'label':
      return scope.name.trim() !== '';
  }
}

export const bindingsRule = (bindings: readonly Binding[]): string | undefined =>
  bindings.every(({ scope }) => isComplete(scope)) ? undefined : t('access.scopeMissing');
