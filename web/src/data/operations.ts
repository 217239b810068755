import type { Operation } from '@longshore/contract/operations';
import type { OperationName } from '@longshore/contract/registry';
import { operationEnded } from '@longshore/contract/states';
import { shallowRef, triggerRef } from 'vue';
import type { ActionParams, CallArgs } from './actions.ts';
import { call, type CallOptions } from './api.ts';
import { containerKey } from './fleet-entry.ts';
import { FrameTask } from './frame.ts';
import { ProblemError } from './problem.ts';
import { provided } from './provided.ts';

/** Ended operations that are kept to be looked at; the server keeps them all. */
const KEPT = 200;

/** An operation only ever goes forward: what is behind came late. */
const progress = ({ state }: Operation): number => (operationEnded(state) ? 2 : state === 'running' ? 1 : 0);

const isActive = (operation: Operation): boolean => !operationEnded(operation.state);
const hasFailed = ({ state }: Operation): boolean => state === 'failed' || state === 'interrupted';
const newerFirst = (a: Operation, b: Operation): number => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0);

/**
 * What is being done to the fleet, by anybody, and what became of it. What is read in a template or computed value is followed,
 * once per animation frame.
 */
export class Operations {
  readonly #all = shallowRef(new Map<string, Operation>());
  /** The newest that is under way, by `host/target`. */
  readonly #underWay = new Map<string, Operation>();
  /** Own operations that failed and were not read. */
  readonly #unread = new Set<string>();
  readonly #waiting = new Map<string, ((operation: Operation) => void)[]>();
  readonly #userId: () => string | undefined;
  readonly #bump = new FrameTask(() => triggerRef(this.#all));

  /** @param userId whose failures are to be read */
  constructor(userId: () => string | undefined) {
    this.#userId = userId;
  }

  /** Newest first. */
  get list(): readonly Operation[] {
    return [...this.#all.value.values()].sort(newerFirst);
  }

  /** How many have not ended. */
  get active(): number {
    return [...this.#all.value.values()].filter(isActive).length;
  }

  /** Own operations that failed, newest first, until `markRead`. */
  get unread(): readonly Operation[] {
    const all = this.#all.value;
    return [...this.#unread].flatMap((id) => all.get(id) ?? []).sort(newerFirst);
  }

  get(id: string): Operation | undefined {
    return this.#all.value.get(id);
  }

  /** What is under way on a container (or host, by its own id): a row shows it in place. */
  on(host: string, target: string): Operation | undefined {
    // Read first, so that whoever asks in vain is told when there is one.
    const all = this.#all.value;
    const found = this.#underWay.get(containerKey(host, target));
    return found && all.get(found.id);
  }

  /** The newest own failure on a container that was not read. */
  failureOn(host: string, target: string): Operation | undefined {
    return this.unread.find((operation) => operation.host === host && operation.target.id === target);
  }

  markRead(id: string): void {
    if (this.#unread.delete(id)) this.#changed();
  }

  /**
   * Asks for an operation: `run('container.start', { host, container })`. It is followed from here on; `ended` tells its end.
   * @throws ProblemError when it was not taken: nothing was done then
   */
  async run<Name extends OperationName>(
    name: Name,
    params: ActionParams<Name>,
    ...rest: CallArgs<Name, CallOptions>
  ): Promise<Operation> {
    const operation = await call<OperationName>(name, params, ...(rest as CallArgs<OperationName, CallOptions>));
    return this.#takeAnswer(operation);
  }

  /** Asks it to stop; what becomes of it is told as of any operation. @throws ProblemError */
  async cancel(id: string): Promise<void> {
    this.#takeAnswer(await call('operation.cancel', { operation: id }));
  }

  /** The operation when it has ended, however it did; at once when it has. One that the server forgot is given as it was last. */
  ended(id: string): Promise<Operation> {
    const known = this.get(id);
    if (known !== undefined && !isActive(known)) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]));
  }

  /** What the server tells, as it happens. */
  take(operations: readonly Operation[]): void {
    for (const operation of operations) this.#take(operation);
  }

  /** A connection begins with what is under way: what else we thought so has ended, and is asked for. */
  restart(operations: readonly Operation[]): void {
    for (const operation of operations) this.#take(operation, false);
    const told = new Set(operations.map(({ id }) => id));
    for (const operation of this.#all.value.values()) if (isActive(operation) && !told.has(operation.id)) void this.#ask(operation);
  }

  /** Forgets everything: somebody else may sign in here. */
  clear(): void {
    this.#all.value = new Map();
    this.#underWay.clear();
    this.#unread.clear();
    this.#waiting.clear();
  }

  async #ask(operation: Operation): Promise<void> {
    try {
      this.#take(await call('operation.get', { operation: operation.id }));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Nobody answered: the next connection asks again. Any other answer means that it is not to be seen any more.
      if (error.code !== 'unreachable') this.#forget(operation);
    }
  }

  /** An answer to a request may come after the news of what happened since. */
  #takeAnswer(operation: Operation): Operation {
    const known = this.get(operation.id);
    if (known !== undefined && progress(known) >= progress(operation)) return known;
    this.#take(operation);
    return operation;
  }

  /** @param news it just happened; else it may be an old story, whose failure was read long ago */
  #take(operation: Operation, news = true): void {
    const known = this.#all.value.get(operation.id);
    if (known !== undefined && progress(known) > progress(operation)) return;
    this.#all.value.set(operation.id, operation);
    if (isActive(operation)) this.#begin(operation);
    else if (known === undefined ? news : isActive(known)) this.#end(operation);
    this.#changed();
  }

  #begin(operation: Operation): void {
    const key = containerKey(operation.host, operation.target.id);
    const former = this.#underWay.get(key);
    if (former === undefined || newerFirst(operation, former) <= 0) this.#underWay.set(key, operation);
  }

  #end(operation: Operation): void {
    this.#leave(operation);
    if (hasFailed(operation) && operation.user.id === this.#userId() && operation.user.token === undefined) this.#unread.add(operation.id);
    this.#trim();
    this.#resolve(operation);
  }

  #forget(operation: Operation): void {
    this.#all.value.delete(operation.id);
    this.#leave(operation);
    this.#changed();
    this.#resolve(operation);
  }

  /** It is not under way any more; an older one on the same target may still be. */
  #leave(operation: Operation): void {
    const key = containerKey(operation.host, operation.target.id);
    if (this.#underWay.get(key)?.id !== operation.id) return;
    this.#underWay.delete(key);
    for (const other of this.#all.value.values())
      if (isActive(other) && other.host === operation.host && other.target.id === operation.target.id) this.#begin(other);
  }

  #resolve(operation: Operation): void {
    const waiting = this.#waiting.get(operation.id) ?? [];
    this.#waiting.delete(operation.id);
    for (const tell of waiting) tell(operation);
  }

  #trim(): void {
    const ended = [...this.#all.value.values()].filter((operation) => !isActive(operation) && !this.#unread.has(operation.id));
    for (const { id } of ended.sort(newerFirst).slice(KEPT)) this.#all.value.delete(id);
  }

  #changed(): void {
    this.#bump.ask();
  }
}

const operations = provided<Operations>('operations');
export const operationsKey = operations.key;
export const useOperations = operations.use;
