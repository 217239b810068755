import { decide, grantedSomewhere, type Resource } from '@longshore/contract/decide';
import type { Session } from '@longshore/contract/identity';
import type { ActionInput, ActionName } from '@longshore/contract/registry';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { actionFacts } from './actions.ts';
import { call, onSignedOut } from './api.ts';
import { ProblemError } from './problem.ts';

/** `unknown` until the server was asked; `setup` while the first account is still to be made. */
export type SessionState = 'unknown' | 'setup' | 'signed-out' | 'signed-in';

/** Who is signed in, and what they may do. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<SessionState>('unknown');
  const session = shallowRef<Session | null>(null);
  /** The session ended by itself (expired, revoked, account disabled), rather than by signing out. */
  const wasEnded = shallowRef(false);

  function begin(begun: Session): void {
    session.value = begun;
    state.value = 'signed-in';
    wasEnded.value = false;
  }

  /** The live connection may tell of the end before the answer to signing out does. */
  let leaving = false;

  /** The server no longer knows this session. */
  function end(): void {
    if (state.value === 'signed-in') wasEnded.value = !leaving;
    session.value = null;
    if (state.value !== 'setup') state.value = 'signed-out';
  }
  onSignedOut(end);

  /** Asks the server who we are. @throws ProblemError when it cannot tell; the state stays as it was */
  async function load(): Promise<void> {
    try {
      begin(await call('session.get', {}));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'unauthenticated') throw error;
      const { needed } = await call('setup.get', {});
      state.value = needed ? 'setup' : 'signed-out';
    }
  }

  /** Asks whether we are still signed in: a connection was refused without a reason. */
  async function check(): Promise<void> {
    try {
      begin(await call('session.get', {}));
    } catch (error) {
      // That we are not was told to `end`; for the rest nobody knows anything new.
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  /** @throws ProblemError `unauthenticated` for a wrong name or password, `throttled` after too many */
  async function signIn(username: string, password: string): Promise<void> {
    begin(await call('session.create', {}, { username, password }));
  }

  /** Makes the first account with the token of the set-up link, and signs in. */
  async function setUp(token: string, username: string, password: string): Promise<void> {
    begin(await call('setup.create', {}, { token, username, password }));
  }

  async function signOut(): Promise<void> {
    leaving = true;
    try {
      await call('session.remove', {});
      end();
    } finally {
      leaving = false;
    }
  }

  /** Changes one's own name, language or theme. */
  async function updateProfile(changes: ActionInput<'profile.update'>): Promise<void> {
    const user = await call('profile.update', {}, changes);
    if (session.value !== null) session.value = { ...session.value, user };
  }

  /**
   * May the person do this? To a resource when one is given; else on the whole fleet, or, for what is done to a host or
   * container or answers a list, anywhere at all. The same function decides on the server.
   */
  function can(action: ActionName, resource?: Resource): boolean {
    const { access, target, filtered } = actionFacts(action);
    if (access === 'public') return true;
    if (session.value === null) return false;
    if (access === 'signed-in') return true;
    if (resource !== undefined) return decide(session.value, action, resource).allowed;
    if (target === 'none' && filtered !== true) return decide(session.value, action).allowed;
    return grantedSomewhere(session.value, action);
  }

  return { state, session, wasEnded, begin, end, load, check, signIn, setUp, signOut, updateProfile, can };
});
