import type { RouteLocationRaw } from 'vue-router';
import type { ContainerEntry } from '../../data/fleet-entry.ts';

/** The tabs of a container's page; the overview is the page itself. */
export const tabNames = ['overview', 'logs', 'console', 'stats', 'inspect'] as const;
export type TabName = (typeof tabNames)[number];

export const tabRoute = (tab: TabName): string => (tab === 'overview' ? 'container' : `container-${tab}`);

/** Ids are written with as many characters as docker shows; so many never stand for two containers of a host. */
const SHORT = 12;

/** A container's page, by names that one can read in the address. */
export const containerPlace = ({ hostName, id }: ContainerEntry, tab: TabName = 'overview'): RouteLocationRaw => ({
  name: tabRoute(tab),
  params: { host: hostName, id: id.slice(0, SHORT) },
});

/** The list with a query. */
export const listPlace = (q: string): RouteLocationRaw => ({ name: 'containers', query: q === '' ? {} : { q } });
