import type { Binding } from '@longshore/contract/access';
import type { Host } from '@longshore/contract/hosts';
import type { Session } from '@longshore/contract/identity';
import { type Component, defineComponent, h, provide } from 'vue';
import { Fleet, fleetKey } from '../data/fleet.ts';
import { Operations, operationsKey } from '../data/operations.ts';
import { useSession } from '../data/session.ts';

const administrator: Binding[] = [{ role: 'administrator', scope: { kind: 'everything' } }];

export const makeSession = (bindings = administrator): Session => ({
  user: {
    id: 'ann',
    username: 'ann',
    displayName: '',
    disabled: false,
    language: null,
    theme: 'system',
    createdAt: '2026-01-01T00:00:00Z',
    lastSignInAt: null,
    teams: [],
    bindings,
  },
  bindings,
  expiresAt: null,
  serverVersion: '1.2.3',
});

/** A fleet of these hosts, without containers. */
export function makeFleet(hosts: readonly Host[] = []): Fleet {
  const fleet = new Fleet();
  fleet.begin(hosts, 0);
  fleet.complete();
  return fleet;
}

type Data = { fleet?: Fleet; operations?: Operations; session?: Session };

/** The component as it is within the application: with a fleet and operations, and somebody signed in. */
export function inApp(
  component: Component,
  { fleet = makeFleet(), operations = new Operations(() => 'ann'), session = makeSession() }: Data = {},
): Component {
  return defineComponent({
    inheritAttrs: false,
    setup(_props, { attrs, slots }) {
      provide(fleetKey, fleet);
      provide(operationsKey, operations);
      useSession().begin(session);
      return () => h(component, attrs, slots);
    },
  });
}
