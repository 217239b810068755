import { describe, expect, it, vi } from 'vitest';
import { makeSession } from '../../testing/data.ts';
import { memoryRouter, show, the, withPage } from '../../testing/mount.ts';
import { refusal, withServer } from '../../testing/server.ts';
import SetupForm from './SetupForm.vue';

withPage();
const server = withServer();
const TOKEN = 'wdN8s50JTo0IoIyw9XhU75XvLsUgnl0tjONeL0o8u-_';
const MAKE = 'POST /api/v1/setup';

async function open(address: string) {
  const router = memoryRouter([{ path: '/setup', component: SetupForm }]);
  await router.push(address);
  const form = show(SetupForm, { router });
  const enter = async (username: string, password: string): Promise<void> => {
    await form.find('[name=username]').setValue(username);
    await form.find('[autocomplete=new-password]').setValue(password);
    await form.find('form').trigger('submit');
  };
  return { form, router, enter };
}
const labels = (): string[] => [...document.querySelectorAll('label')].map((label) => label.textContent.trim());

describe('the first account', () => {
  it.each([`/setup#${TOKEN}`, `/setup?token=${TOKEN}`])('is made with the token of %s, and one is in', async (address) => {
    server.answers[MAKE] = { body: makeSession() };
    const { router, enter } = await open(address);
    expect(labels()).toEqual(['Username', 'Password']);
    await enter('ann', 'correct horse battery');
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/'));
    expect(server.asked.at(-1)).toEqual({ what: MAKE, body: { token: TOKEN, username: 'ann', password: 'correct horse battery' } });
  });

  it('says at the field how long the password has to be', async () => {
    const { form, enter } = await open(`/setup#${TOKEN}`);
    expect(document.body.textContent).toContain('At least 10 characters.');
    await form.find('[autocomplete=new-password]').setValue('12345678');
    expect(document.body.textContent).toContain('2 more characters needed');
    await enter('ann', '12345678');
    expect(server.asked).toEqual([]);
    expect(document.activeElement).toBe(the('[autocomplete=new-password]'));
    expect(the('[role=alert]:not(:empty)').textContent.trim()).toBe('Use at least 10 characters');
  });

  it('takes the link by hand where the address has none', async () => {
    server.answers[MAKE] = { body: makeSession() };
    const { form, enter } = await open('/setup');
    expect(labels()).toEqual(['Set-up link', 'Username', 'Password']);
    await form.find('input').setValue(`http://127.0.0.1:8080/setup#${TOKEN}`);
    await enter('ann', 'correct horse battery');
    expect(server.asked.at(-1)?.body).toMatchObject({ token: TOKEN });
  });

  it('says that a link is wrong, and takes another', async () => {
    server.answers[MAKE] = refusal(403, 'forbidden', 'This is not the set-up link of this server.');
    const { form, enter } = await open(`/setup#${'x'.repeat(43)}`);
    await enter('ann', 'correct horse battery');
    await vi.waitFor(() => expect(labels()).toEqual(['Set-up link', 'Username', 'Password']));
    expect(document.body.textContent).toContain('This is not the set-up link of this server.');
    server.answers[MAKE] = { body: makeSession() };
    await form.find('input').setValue(TOKEN);
    await form.find('form').trigger('submit');
    await vi.waitFor(() => expect(server.asked.at(-1)?.body).toMatchObject({ token: TOKEN, username: 'ann' }));
  });
});
