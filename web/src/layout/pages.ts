import { Activity, Boxes, LayoutDashboard, ListChecks, Server, Settings, ShieldCheck } from '@lucide/vue';
import { type Component, computed, type ComputedRef } from 'vue';
import { type RouteLocationNormalized, type Router, useRouter } from 'vue-router';
import { useSession } from '../data/session.ts';
import type { MessageKey } from '../lib/i18n.ts';

/** The places of the side bar, in its order. `name` is the route's; a place whose route does not exist is not shown. */
export const pages = [
  { name: 'overview', title: 'navigation.overview', icon: LayoutDashboard, keys: 'g o' },
  { name: 'containers', title: 'navigation.containers', icon: Boxes, keys: 'g c' },
  { name: 'hosts', title: 'navigation.hosts', icon: Server, keys: 'g h' },
  { name: 'events', title: 'navigation.events', icon: Activity, keys: 'g e' },
  { name: 'operations', title: 'navigation.operations', icon: ListChecks, keys: 'g p' },
  { name: 'access', title: 'navigation.access', icon: ShieldCheck, keys: 'g a' },
  { name: 'settings', title: 'navigation.settings', icon: Settings, keys: 'g s' },
] as const satisfies { name: string; title: MessageKey; icon: Component; keys: string }[];

export type Page = (typeof pages)[number];
export type PageName = Page['name'];

/** What stands beside a place: "1,204", "9/10". */
export type PageCounts = Partial<Record<PageName, string>>;

/** On a phone's bottom bar; the rest is under More. */
const ON_PHONE: readonly PageName[] = ['overview', 'containers', 'hosts', 'operations'];

/** The places there are for whoever is signed in. */
export function pagesOf(router: Router): Page[] {
  const session = useSession();
  return pages.filter(({ name }) => {
    if (!router.hasRoute(name)) return false;
    const { needs } = router.resolve({ name }).meta;
    return needs === undefined || session.can(needs);
  });
}

/** The same, followed as rights change. */
export function usePages(): ComputedRef<Page[]> {
  const router = useRouter();
  return computed(() => pagesOf(router));
}

/** Is a route this place, or within it? */
export const isAt = ({ name }: Page, { matched, meta }: RouteLocationNormalized): boolean =>
  meta.place === name || matched.some((record) => record.name === name);

export const isOnPhoneBar = ({ name }: Page): boolean => ON_PHONE.includes(name);
