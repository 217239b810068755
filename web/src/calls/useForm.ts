import { computed, type ComputedRef, nextTick, type Ref, shallowReactive, type ShallowReactive } from 'vue';
import type { ProblemError } from '../data/problem.ts';
import { useSubmit } from './useSubmit.ts';

/** Says what is wrong with a value, in the person's language; undefined when nothing is. */
export type Rules<Values> = { [Name in keyof Values]?: (value: Values[Name], values: Values) => string | undefined };

export interface FormOptions<Values> {
  /** What stands in the fields at first, and after `reset`. */
  initial: () => Values;
  rules?: Rules<Values>;
  /** @throws ProblemError, whose wrong fields are shown at the fields of the same names */
  send: (values: Values) => Promise<unknown>;
}

export interface Form<Values> {
  values: ShallowReactive<Values>;
  /** What to show at each field now: nothing before it was left or the form sent. */
  errors: ComputedRef<{ [Name in keyof Values]?: string }>;
  busy: Readonly<Ref<boolean>>;
  /** Why it could not be sent, unless that is shown at the fields. */
  problem: ComputedRef<ProblemError | null>;
  /** The person left a field: from now on it may be complained about. */
  leave: (name: keyof Values) => void;
  /** Sends the form when its fields are right, else goes to the first wrong one. Answers whether it was done. */
  submit: (event?: Event) => Promise<boolean>;
  reset: () => void;
}

/** The fields of a form, what is wrong with them, and sending it. */
export function useForm<Values extends object>({ initial, rules = {}, send }: FormOptions<Values>): Form<Values> {
  const values = shallowReactive<Values>({ ...initial() });
  const current: Values = values;
  const names = Object.keys(values) as (keyof Values)[];
  const left = shallowReactive(new Set<keyof Values>());
  /** What the server did not take: it holds for as long as the same value stands there. */
  const refused = shallowReactive(new Map<keyof Values, { value: unknown; message: string }>());
  const submission = useSubmit(() => send({ ...current }));

  function wrong(name: keyof Values): string | undefined {
    const theirs = refused.get(name);
    const still = theirs !== undefined && theirs.value === current[name];
    return rules[name]?.(current[name], current) ?? (still ? theirs.message : undefined);
  }
  const errors = computed(() => {
    const shown: { [Name in keyof Values]?: string } = {};
    for (const name of names) {
      const message = left.has(name) ? wrong(name) : undefined;
      if (message !== undefined) shown[name] = message;
    }
    return shown;
  });
  const nameOf = (path: readonly (string | number)[]): keyof Values | undefined => names.find((name) => name === path[0]);
  const problem = computed(() => {
    const { value } = submission.problem;
    const atFields = value !== null && value.fields.length > 0 && value.fields.every(({ path }) => nameOf(path) !== undefined);
    return atFields ? null : value;
  });

  async function submit(event?: Event): Promise<boolean> {
    // Only while the event is handled does it name the form.
    const form = event?.currentTarget;
    event?.preventDefault();
    for (const name of names) left.add(name);
    const done = names.every((name) => wrong(name) === undefined) && (await submission.run());
    for (const { path, message } of submission.problem.value?.fields ?? []) {
      const name = nameOf(path);
      if (name !== undefined) refused.set(name, { value: current[name], message });
    }
    if (!done && form instanceof HTMLElement) {
      await nextTick();
      form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    }
    return done;
  }
  function reset(): void {
    Object.assign(values, initial());
    left.clear();
    refused.clear();
    submission.clear();
  }
  return { values, errors, busy: submission.busy, problem, leave: (name) => void left.add(name), submit, reset };
}
