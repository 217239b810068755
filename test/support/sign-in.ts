import type { Page } from 'playwright-core';
import { ADMIN_PASSWORD } from './server-process.ts';

/** Signs in on the page as a person does; ends where the product begins. */
export async function signIn(page: Page, url: string, username = 'admin', password = ADMIN_PASSWORD): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
}
