import { NodeTypes, type RootNode, type TemplateChildNode } from '@vue/compiler-core';
import { describe, expect, it } from 'vitest';
import { parse } from 'vue/compiler-sfc';
import en from './en/index.ts';

/** Attributes and properties of ours that people read or hear. */
const spoken = new Set(
  'aria-label aria-description aria-placeholder aria-roledescription aria-valuetext alt title placeholder label bar-label text hint error reason description message confirm heading data-tip'.split(
    ' ',
  ),
);
const camelToKebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\\[a-z]/g, ''));
/** What stands in these is a machine's, the same in every language. */
const code = new Set(['code', 'kbd', 'pre', 'samp']);
const nouns = new Set(Object.keys(en));
const isKey = (text: string): boolean => nouns.has(text.split('.')[0] ?? '') && text.includes('.');

/** Texts written into an expression: quoted strings, and the fixed parts of templates, that are no message keys. */
function literals(expression: string): string[] {
  const quoted = [...expression.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? match[2]!);
  const templates = [...expression.matchAll(/`([^`]*)`/g)].map((match) => match[1]!.replace(/\$\{[^}]*\}/g, ' '));
  return [...quoted, ...templates.filter((text) => !isKey(text.trim()))].filter((text) => hasWords(text) && !isKey(text));
}

/** A comparison's text is a value of the program (`state === 'exited'`), and what `t` is called with is a key. */
const withoutValues = (expression: string): string =>
  expression.replace(/[!=]==?\s*(['"])[^'"]*\1/g, '').replace(/\bt\(\s*(['"`])[^'"`]*\1/g, '');

/** Every text of a template that is not from a message. */
function untranslated(source: string): string[] {
  const { descriptor } = parse(source, { ignoreEmpty: false });
  const found: string[] = [];
  const visit = (node: RootNode | TemplateChildNode): void => {
    if (node.type === NodeTypes.TEXT && hasWords(node.content)) found.push(node.content.trim());
    if (node.type === NodeTypes.INTERPOLATION && 'content' in node.content && typeof node.content.content === 'string')
      found.push(...literals(withoutValues(node.content.content)));
    if (node.type === NodeTypes.ELEMENT) {
      for (const prop of node.props) {
        if (prop.type === NodeTypes.ATTRIBUTE) {
          if (spoken.has(camelToKebab(prop.name)) && hasWords(prop.value?.content ?? ''))
            found.push(`${prop.name}="${prop.value!.content}"`);
        } else if (prop.name === 'bind' && prop.arg && 'content' in prop.arg && typeof prop.arg.content === 'string') {
          const written = prop.exp && 'content' in prop.exp && typeof prop.exp.content === 'string' ? prop.exp.content : '';
          if (spoken.has(camelToKebab(prop.arg.content))) found.push(...literals(withoutValues(written)));
        }
      }
    }
    const own = node.type === NodeTypes.ELEMENT && code.has(node.tag);
    if ('children' in node && !own) for (const child of node.children) if (typeof child === 'object') visit(child as TemplateChildNode);
  };
  if (descriptor.template?.ast) visit(descriptor.template.ast);
  return found;
}

const components = import.meta.glob<string>('../**/*.vue', { query: '?raw', import: 'default', eager: true });

describe('templates', () => {
  it('hold no words of their own', () => {
    const findings = Object.entries(components).flatMap(([file, source]) => untranslated(source).map((text) => `${file}: ${text}`));
    expect(Object.keys(components).length).toBeGreaterThan(30);
    expect(findings).toEqual([]);
  });

  const wrap = (template: string): string[] => untranslated(`<script setup lang="ts"></script><template>${template}</template>`);

  it.each([
    '<p>Hello</p>',
    '<p>容器</p>',
    '<div><b v-if="x">a</b><i v-else><u>deep</u></i></div>',
    '<template v-for="a in b" :key="a"><slot>fallback</slot></template>',
    '<input placeholder="Name" />',
    '<img alt="A ship" />',
    '<Field label="Name" />',
    '<SplitPane barLabel="Size" />',
    '<b>{{ open ? "Open" : t("states.dead") }}</b>',
    '<b :title="`${count} rows`" />',
    `<b :aria-label="'Close'" />`,
  ])('are caught with words in %s', (template) => {
    expect(wrap(template)).not.toEqual([]);
  });

  it.each([
    `<p>{{ t('navigation.hosts') }} · 12 — {{ name }}</p>`,
    '<!-- A comment --><p>&nbsp;*</p>',
    '<code>docker ps</code>',
    `<p :title="lines.join('\\n')" />`,
    '<p :class="{ active: on }" class="flex" role="status" type="button" />',
    `<p :aria-label="state === 'exited' ? t('states.exited') : undefined" />`,
    '<p :title="t(`states.${state}`)" />',
    '<p :aria-label="reason ? `${label}: ${reason}` : label" />',
  ])('are let be with %s', (template) => {
    expect(wrap(template)).toEqual([]);
  });
});
