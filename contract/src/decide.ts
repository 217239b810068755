import type { Binding, Scope } from './access.ts';
import type { HostScope } from './hosts.ts';

/** What an action is done to, as far as permissions care. Nothing set: the fleet as a whole. */
export interface Resource {
  host?: HostScope;
  labels?: Readonly<Record<string, string>>;
  stack?: string | undefined;
}

export interface Role {
  name: string;
  /** `*` is every action there is and will be. */
  actions: '*' | readonly string[];
}

/** Reading and logs: nothing that changes, reveals or types. */
const viewerActions = [
  'overview.get',
  'host.list',
  'host.get',
  'container.list',
  'container.inspect',
  'container.top',
  'container.stats',
  'container.logs',
  'logs.merge',
  'event.list',
  'operation.list',
  'operation.get',
] as const;

/** Roles that come with the product; the first account is an Administrator of everything. */
export const builtInRoles: readonly Role[] = [
  { name: 'administrator', actions: '*' },
  { name: 'viewer', actions: viewerActions },
];

/** Whoever asks: the bindings are the user's own and those of their teams. */
export interface Principal {
  readonly bindings: readonly Binding[];
}

export type Decision = { allowed: true; binding: Binding } | { allowed: false; reason: string };

function covers(scope: Scope, resource: Resource): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'host':
      return resource.host?.id === scope.host;
    case 'group':
      return resource.host?.group === scope.group;
    case 'tag':
      return resource.host?.tags.includes(scope.tag) ?? false;
    case 'stack':
      return resource.stack !== undefined && resource.stack === scope.stack;
    case 'label': {
      // What every object inherits is no label: a scope may be named `constructor`.
      const value = resource.labels !== undefined && Object.hasOwn(resource.labels, scope.name) ? resource.labels[scope.name] : undefined;
      return value !== undefined && (scope.value === undefined || scope.value === value);
    }
  }
}

const grants = (role: Role | undefined, action: string): boolean =>
  role !== undefined && (role.actions === '*' || role.actions.includes(action));

/** May this principal do this to that? The one place where it is decided; anything not granted is denied. */
export function decide(principal: Principal, action: string, resource: Resource = {}, roles: readonly Role[] = builtInRoles): Decision {
  let elsewhere = false;
  for (const binding of principal.bindings) {
    if (
      !grants(
        roles.find((role) => role.name === binding.role),
        action,
      )
    )
      continue;
    if (covers(binding.scope, resource)) return { allowed: true, binding };
    elsewhere = true;
  }
  return { allowed: false, reason: elsewhere ? `${action} is granted to you, but not here.` : `${action} is not granted to you.` };
}

/** Is the action granted anywhere at all? A list that may be empty is not a refusal. */
export function grantedSomewhere(principal: Principal, action: string, roles: readonly Role[] = builtInRoles): boolean {
  return principal.bindings.some((binding) =>
    grants(
      roles.find((role) => role.name === binding.role),
      action,
    ),
  );
}

/** Is the action granted on everything? Then nothing has to be filtered row by row. */
export function grantedEverywhere(principal: Principal, action: string, roles: readonly Role[] = builtInRoles): boolean {
  return principal.bindings.some(
    (binding) =>
      binding.scope.kind === 'everything' &&
      grants(
        roles.find((role) => role.name === binding.role),
        action,
      ),
  );
}
