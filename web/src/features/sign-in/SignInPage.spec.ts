import { nextTick } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { memoryRouter, show, the, withPage } from '../../testing/mount.ts';
import { makeSession } from '../../testing/data.ts';
import { refusal, withServer } from '../../testing/server.ts';
import SignInPage from './SignInPage.vue';

withPage();
const server = withServer();
const SIGN_IN = 'POST /api/v1/session';

async function open(address = '/sign-in') {
  const router = memoryRouter([
    { path: '/sign-in', component: SignInPage },
    { path: '/hosts', component: { render: () => null } },
  ]);
  await router.push(address);
  const page = show(SignInPage, { router });
  const enter = async (username: string, password: string): Promise<void> => {
    await page.find('[name=username]').setValue(username);
    await page.find('[name=password]').setValue(password);
    await page.find('form').trigger('submit');
  };
  return { page, router, enter };
}
const alert = (): string => [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent.trim()).join('');

describe('signing in', () => {
  it('has the names that people and programs look for', async () => {
    await open();
    expect([...document.querySelectorAll('label')].map((label) => label.textContent.trim())).toEqual(['Username', 'Password']);
    expect(the('button[type=submit]').textContent.trim()).toBe('Sign in');
  });

  it('goes to where one wanted to', async () => {
    server.answers[SIGN_IN] = { body: makeSession() };
    const { router, enter } = await open('/sign-in?next=/hosts');
    await enter(' ann ', 'correct horse');
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/hosts'));
    expect(server.asked).toEqual([{ what: 'POST /api/v1/session', body: { username: 'ann', password: 'correct horse' } }]);
  });

  it('asks nothing of the server before both are there', async () => {
    const { enter } = await open();
    await enter('ann', '');
    expect(server.asked).toEqual([]);
    expect(the('[name=password]').getAttribute('aria-invalid')).toBe('true');
  });

  it('says that name or password is wrong, and takes another password', async () => {
    server.answers[SIGN_IN] = refusal(401, 'unauthenticated', 'No.');
    const { enter } = await open();
    await enter('ann', 'wrong');
    await vi.waitFor(() => expect(alert()).toBe('The username or the password is wrong.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(the('[name=password]')));
  });

  it('says when to try again after too many tries, and lets one try then', async () => {
    vi.useFakeTimers();
    server.answers[SIGN_IN] = refusal(429, 'throttled', 'Too many failed attempts.', { retryAfter: 42 });
    const { enter } = await open();
    await enter('ann', 'wrong');
    await vi.advanceTimersByTimeAsync(1);
    expect(alert()).toBe('Too many failed tries. Try again in 42 seconds.');
    expect(the('button[type=submit]').getAttribute('aria-disabled')).toBe('true');
    await vi.advanceTimersByTimeAsync(43_000);
    await nextTick();
    expect(alert()).toBe('');
    expect(the('button[type=submit]').hasAttribute('aria-disabled')).toBe(false);
    vi.useRealTimers();
  });
});
