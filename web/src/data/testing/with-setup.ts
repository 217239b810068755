import { createApp, defineComponent, h, type InjectionKey } from 'vue';

/** Runs a composable as a component's setup would, with what it injects. `unmount` ends its scope. */
export function withSetup<T>(provide: readonly (readonly [InjectionKey<unknown>, unknown])[], run: () => T): { result: T; unmount: () => void } {
  const results: T[] = [];
  const app = createApp(
    defineComponent({
      setup() {
        results.push(run());
        return () => h('div');
      },
    }),
  );
  for (const [key, value] of provide) app.provide(key, value);
  app.mount(document.createElement('div'));
  const [result] = results;
  if (results.length !== 1) throw new Error('Setup did not run once.');
  return { result: result as T, unmount: () => app.unmount() };
}
