import { Activity, Boxes, LayoutDashboard, ListChecks, Server, Settings, ShieldCheck } from '@lucide/vue';
import type { Component } from 'vue';
import type { Router } from 'vue-router';
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

export const existingPages = (router: Router): Page[] => pages.filter(({ name }) => router.hasRoute(name));
export const isOnPhoneBar = ({ name }: Page): boolean => ON_PHONE.includes(name);
