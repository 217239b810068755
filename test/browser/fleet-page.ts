import type { Locator, Page } from 'playwright-core';
import type { TestFleet } from '../support/fleet.ts';

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
