import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, openWindow, type WindowOptions } from '../support/browser.ts';
import type { TestFleet } from '../support/fleet.ts';
import { ADMIN_PASSWORD } from '../support/server-process.ts';
import { signIn } from '../support/sign-in.ts';

/** Runs a shell script as a container that prints. */
export const printing = (name: string, script: string): string[] => ['run', '-d', '--name', name, 'longshore/base:1', 'sh', '-c', script];

/** Counts up for ever: `chatty line 1`, `chatty line 2`, … */
export const counting = (name: string, text = `${name} line`, seconds = 0.3): string[] =>
  printing(name, `i=0; while :; do i=$((i+1)); echo "${text} $i 漢字"; sleep ${seconds}; done`);

/** The list of containers with the dock below it, as a person sees and uses it. */
export class FleetPage {
  constructor(
    readonly page: Page,
    readonly fleet: TestFleet,
  ) {}

  async open(path = '/containers'): Promise<void> {
    await this.page.goto(this.fleet.server.url + path);
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Presses a button of a row. */
  async press(name: string, button: string): Promise<void> {
    await this.row(name).getByRole('button', { name: button, exact: true }).click();
  }

  /** What the tabs of the dock show. */
  get panel(): Locator {
    return this.page.getByRole('tabpanel').filter({ visible: true });
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Lines of the log' }).filter({ visible: true });
  }

  get terminal(): Locator {
    return this.page.locator('.xterm').filter({ visible: true });
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** Runs a command in a container, past Longshore. Empty when the command fails. */
  async inside(container: string, command: string, host = 0): Promise<string> {
    const target = this.fleet.hosts[host];
    if (target === undefined) throw new Error(`There is no host ${host}.`);
    return target.engine.docker(['exec', container, 'sh', '-c', `${command} 2>/dev/null || true`]);
  }
}

/** Somebody at a desk, signed in. */
export interface Seat {
  readonly browser: Browser;
  readonly list: FleetPage;
  /** @throws Error when something complained meanwhile, see openWindow */
  leave(): Promise<void>;
}

export interface SeatOptions extends WindowOptions {
  username?: string;
  password?: string;
}

/** Opens a browser on the fleet and signs in, the administrator unless somebody else is named. */
export async function takeSeat(
  fleet: TestFleet,
  { username = 'admin', password = ADMIN_PASSWORD, ...options }: SeatOptions = {},
): Promise<Seat> {
  const browser = await launchBrowser();
  // Whoever is not signed in yet is told so: the browser calls that an error.
  const window = await openWindow(browser, {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    allow: [/status of 401/],
    ...options,
  });
  await signIn(window.page, fleet.server.url, username, password);
  return {
    browser,
    list: new FleetPage(window.page, fleet),
    leave: async () => {
      try {
        await window.close();
      } finally {
        await browser.close();
      }
    },
  };
}
