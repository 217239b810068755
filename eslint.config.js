import { fileURLToPath } from 'node:url';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/** What each workspace must not import: the directions of ARCHITECTURE.md. */
const forbidden = {
  contract: ['@longshore/*', 'node:*', 'ws', 'socket.io', 'socket.io-client'],
  migrations: ['@longshore/*'],
  server: ['@longshore/agent', '@longshore/agent/*', '@longshore/web', '@longshore/web/*', '@longshore/test'],
  agent: ['@longshore/server', '@longshore/server/*', '@longshore/web', '@longshore/web/*', '@longshore/migrations', '@longshore/test'],
  web: [
    '@longshore/contract/streams/node',
    '@longshore/server',
    '@longshore/server/*',
    '@longshore/agent',
    '@longshore/agent/*',
    '@longshore/migrations',
    '@longshore/test',
    'node:*',
  ],
};

/** A relative path may not leave its workspace: other workspaces are imported by name. */
const escapes = ['contract', 'migrations', 'server', 'agent', 'web', 'test'].flatMap((name) => [
  `**/../${name}/src/**`,
  `**/../${name}/dist/**`,
]);

export default defineConfig(
  { ignores: ['**/dist/**', 'data/**', 'test/results/**'] },
  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ conditionNames: ['source', 'types', 'import', 'default'] })],
      'import-x/extensions': ['.ts', '.vue'],
      'import-x/parsers': { [fileURLToPath(new URL('scripts/eslint-vue-parser.cjs', import.meta.url))]: ['.vue'] },
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-imports': ['error', { patterns: escapes }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...Object.entries(forbidden).map(([workspace, group]) => ({
    files: [`${workspace}/src/**/*.{ts,vue}`],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [...group, ...escapes] }] },
  })),
  {
    // The Node twin of a stream: for server and agent; browsers use MuxStream itself.
    files: ['contract/src/streams/node.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@longshore/*', ...escapes] }] },
  },
  {
    // The Docker Engine is spoken to in one folder only.
    files: ['agent/src/**/*.ts'],
    ignores: ['agent/src/engine/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [...forbidden.agent, ...escapes],
          paths: [{ name: 'node:http', message: 'Only agent/src/engine speaks HTTP to the engine.' }],
        },
      ],
    },
  },
  {
    // Nest's classes are injected by their runtime type: an `import type` compiles and fails at boot.
    files: ['server/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['web/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: ['test/bench/**/*.ts', 'test/support/**/*.ts', 'scripts/**'], rules: { 'no-console': 'off' } },
);
