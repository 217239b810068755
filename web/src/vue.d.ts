// For readers that know no .vue files, the linter above all; vue-tsc sees the components' own types.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
