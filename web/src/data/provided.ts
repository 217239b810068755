import { inject, type InjectionKey } from 'vue';

/** Something that the application provides once: its key, and how a component's setup gets it. */
export interface Provided<T> {
  readonly key: InjectionKey<T>;
  /** @throws Error outside of setup, and when the application was made without it */
  readonly use: () => T;
}

export function provided<T>(name: string): Provided<T> {
  const key: InjectionKey<T> = Symbol(name);
  return {
    key,
    use: () => {
      const found = inject(key, undefined);
      if (found === undefined) throw new Error(`${name} is not provided here: call it in setup, below an app that has it.`);
      return found;
    },
  };
}
