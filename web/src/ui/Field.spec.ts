import { h } from 'vue';
import { describe, expect, it } from 'vitest';
import { show, the, withPage } from '../testing/mount.ts';
import Checkbox from './Checkbox.vue';
import Field from './Field.vue';
import Input from './Input.vue';
import Select from './Select.vue';

withPage();

const described = (element: Element): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent.trim() ?? `nothing has id ${id}`)
    .join(' | ');

const controls = [
  ['Input', 'input', () => h(Input)],
  ['Select', 'select', () => h(Select, { options: [] })],
  ['Checkbox', '[role=checkbox]', () => h(Checkbox)],
] as const;

describe.each(controls)('a Field around %s', (_, selector, render) => {
  it('ties label, hint and error to it', async () => {
    const field = show(Field, { props: { label: 'Name', hint: 'Letters' }, slots: { default: render } });
    const control = the(selector);
    expect(the('label[for]', HTMLLabelElement).htmlFor).toBe(control.id);
    expect([described(control), control.getAttribute('aria-invalid')]).toEqual(['Letters', null]);
    await field.setProps({ error: 'Taken' });
    expect([described(control), control.getAttribute('aria-invalid')]).toEqual(['Taken | Letters', 'true']);
  });
});

describe('Input', () => {
  it('gives its words to its owner, and its attributes to the field itself', async () => {
    const input = show(Input, { props: { modelValue: 'api', name: 'container', 'aria-label': 'Name' } });
    expect(the('input', HTMLInputElement).name).toBe('container');
    await input.find('input').setValue('web');
    expect(input.emitted('update:modelValue')).toEqual([['web']]);
  });

  it('keeps a label of its own when it stands alone', () => {
    show(Input, { props: { 'aria-label': 'Search' } });
    expect(the('input').getAttribute('aria-label')).toBe('Search');
    expect(the('input').hasAttribute('aria-describedby')).toBe(false);
  });
});

describe('Select', () => {
  const options = [
    { value: 'no', label: 'Never' },
    { value: 'always', label: 'Always' },
  ];

  it('tells its owner what was chosen', async () => {
    const select = show(Select, { props: { options, modelValue: 'no', label: 'Restart' } });
    expect(the('select', HTMLSelectElement).value).toBe('no');
    await select.find('select').setValue('always');
    expect(select.emitted('update:modelValue')).toEqual([['always']]);
  });
});
