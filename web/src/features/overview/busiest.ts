import type { ActionResult } from '@longshore/contract/registry';
import { containerKey } from '../../data/fleet-entry.ts';

type Page = ActionResult<'container.list'>;

/** Percent of a core above which containers are asked for: as high as still gives enough of them. */
const STEPS = [800, 400, 200, 100, 50, 25, 10, 5, 2, 1, 0.5, 0] as const;

/**
 * The containers that use most CPU: the server alone knows what all of them use. It is asked for those above a threshold, which
 * is moved until they are enough to choose from and few enough to be sent; the next time it begins where it ended.
 */
export class BusiestSearch {
  #step = STEPS.indexOf(25);
  readonly #list: (query: string) => Promise<Page>;
  readonly #least: number;
  readonly #most: number;

  /** @param list asks the server; `most` is the most it answers at once */
  constructor(list: (query: string) => Promise<Page>, least: number, most: number) {
    this.#list = list;
    this.#least = least;
    this.#most = most;
  }

  /** `host/id` of the candidates, in no order. @throws what `list` throws */
  async find(): Promise<string[]> {
    let page = await this.#ask();
    while (page.total < this.#least && this.#step < STEPS.length - 1) {
      this.#step += 1;
      page = await this.#ask();
    }
    while (page.total > this.#most && this.#step > 0) {
      this.#step -= 1;
      const fewer = await this.#ask();
      if (fewer.total < this.#least) {
        this.#step += 1;
        break;
      }
      page = fewer;
    }
    return page.items.map(({ host, id }) => containerKey(host, id));
  }

  #ask(): Promise<Page> {
    return this.#list(`cpu:>${STEPS[this.#step] ?? 0}`);
  }
}
