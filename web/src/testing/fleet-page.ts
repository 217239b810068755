import type { ContainerRow } from '@longshore/contract/containers';
import type { Host } from '@longshore/contract/hosts';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { type App, type Component, nextTick } from 'vue';
import type { Router } from 'vue-router';
import { afterEach, vi } from 'vitest';
import { provideData } from '../data/data.ts';
import { Live } from '../data/live.ts';
import { useSession } from '../data/session.ts';
import { FakeLiveSocket } from '../data/testing/fake-live-socket.ts';
import { i18n } from '../lib/i18n.ts';

const mounted: VueWrapper[] = [];

/** What the server answers, by `METHOD path`, without the query; a function answers each time anew. A missing one is a network that is down. */
export type Answers = Record<string, object | ((body: unknown, url: URL) => object)>;

export interface FleetPage {
  fake: FakeLiveSocket;
  wrapper: VueWrapper;
  router: Router;
  /** What was asked, in order: `METHOD path`. */
  asked: string[];
}

interface Options {
  router: Router;
  props?: Record<string, unknown>;
  hosts: readonly Host[];
  rows: Readonly<Record<string, readonly ContainerRow[]>>;
  role?: string;
  answers?: Answers;
}

const sessionOf = (role: string) => ({
  user: {
    id: 'ann',
    username: 'ann',
    displayName: 'Ann',
    disabled: false,
    language: null,
    theme: 'system' as const,
    createdAt: '2026-01-01T00:00:00Z',
    lastSignInAt: null,
    teams: [],
    bindings: [],
  },
  bindings: [{ role, scope: { kind: 'everything' as const } }],
  expiresAt: null,
  serverVersion: '0.1.0',
});

function answerFetch(answers: Answers, asked: string[]): void {
  vi.stubGlobal('fetch', (address: string, { method, body }: RequestInit) => {
    const url = new URL(address, 'http://longshore');
    const name = `${method ?? 'GET'} ${url.pathname.replace('/api/v1', '')}`;
    asked.push(name);
    const answer = answers[name];
    if (answer === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    const value =
      typeof answer === 'function'
        ? (answer as (body: unknown, url: URL) => object)(JSON.parse((body as string | null) ?? 'null'), url)
        : answer;
    const status = 'status' in value ? Number(value.status) : 200;
    return Promise.resolve(new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } }));
  });
}

/** A component on a page whose fleet is known, with a server that answers what it is told to. */
export async function showFleet(
  component: Component,
  { router, props = {}, hosts, rows, role = 'administrator', answers = {} }: Options,
): Promise<FleetPage> {
  const fake = new FakeLiveSocket();
  const asked: string[] = [];
  answerFetch({ 'GET /views': { items: [] }, ...answers }, asked);
  const data = {
    install: (app: App) => {
      useSession().begin(sessionOf(role));
      provideData(app, new Live(fake.socket));
    },
  };
  await router.isReady();
  const wrapper = mount(component as object, {
    props,
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n, data, router] },
  }) as VueWrapper;
  mounted.push(wrapper);
  fake.accept();
  fake.last('fleet:watch').ack({ ok: true, data: { hosts: [...hosts], rows: 0, operations: [] } });
  fake.tell(
    'fleet:rows',
    Object.entries(rows).map(([host, list]) => ({ host, rows: [...list] })),
  );
  fake.tell('fleet:ready');
  await frame();
  return { fake, wrapper, router, asked };
}

/** Until what was told is drawn. */
export async function frame(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await nextTick();
  await nextTick();
}

/** Call once per file. */
export function withFleetPages(): void {
  afterEach(() => {
    for (const wrapper of mounted.splice(0)) wrapper.unmount();
    vi.unstubAllGlobals();
  });
}
