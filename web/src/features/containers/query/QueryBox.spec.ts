import { mount } from '@vue/test-utils';
import { defineComponent, h, nextTick, ref } from 'vue';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { QueryMistake } from '../../../data/containers.ts';
import { Fleet, fleetKey } from '../../../data/fleet.ts';
import { makeHost, makeRow } from '../../../data/testing/rows.ts';
import { i18n, showLanguage } from '../../../lib/i18n.ts';
import QueryBox from './QueryBox.vue';

beforeAll(() => showLanguage('en'));
let unmount: () => void = () => undefined;
afterEach(() => unmount());

const query = ref('');
const mistake = ref<QueryMistake | null>(null);

function box(text = '') {
  query.value = text;
  mistake.value = null;
  const fleet = new Fleet();
  fleet.begin([makeHost('h1', { name: 'web-1' })], 0);
  fleet.add([{ host: 'h1', rows: [makeRow('a'), makeRow('b', { state: 'exited', health: 'unhealthy' })] }]);
  fleet.complete();
  const Owner = defineComponent(
    () => () =>
      h(QueryBox, { modelValue: query.value, mistake: mistake.value, 'onUpdate:modelValue': (text: string) => (query.value = text) }),
  );
  const wrapper = mount(Owner, { attachTo: document.body, global: { plugins: [i18n], provide: { [fleetKey as symbol]: fleet } } });
  unmount = () => wrapper.unmount();
  const input = wrapper.get('input');
  const type = async (words: string): Promise<void> => {
    input.element.focus();
    await input.setValue(words);
  };
  const press = (key: string) => input.trigger('keydown', { key });
  const chips = () => wrapper.findAll('button[aria-label^=Change]').map((chip) => chip.text());
  const options = () => wrapper.findAll('[role=option]').map((option) => option.text());
  return { wrapper, input, type, press, chips, options };
}

describe('QueryBox', () => {
  it('shows terms as chips and the rest as text', () => {
    const { chips, input } = box('state:running nginx -name:test');
    expect(chips()).toEqual(['state:running', 'notname:test']);
    expect(input.element.value).toBe('nginx');
  });

  it('searches with what is typed, at once, and makes a chip of a term when the next word begins', async () => {
    const { type, chips, input } = box();
    await type('web');
    expect(query.value).toBe('web');
    await type('web ');
    expect(input.element.value).toBe('web ');
    await type('web host:web-1 ');
    expect(chips()).toEqual(['host:web-1']);
    expect(query.value).toBe('host:web-1 web');
  });

  it('completes fields and then their values', async () => {
    const { type, press, options, chips, input } = box();
    await type('heal');
    expect(options()).toEqual(['health:Health: healthy, unhealthy, starting, none']);
    await press('ArrowDown');
    await press('Enter');
    expect(input.element.value).toBe('health:');
    await nextTick();
    expect(options()[0]).toBe('health:unhealthy1');
    await type('health:unh');
    // The values are all there are: the first is meant without being pointed at.
    await press('Enter');
    expect(chips()).toEqual(['health:unhealthy']);
    expect(query.value).toBe('health:unhealthy');
  });

  it('takes a chip back into the text to be changed, and removes it', async () => {
    const { wrapper, press, chips, input } = box('state:running host:web-1');
    input.element.focus();
    input.element.setSelectionRange(0, 0);
    await press('Backspace');
    expect([chips(), input.element.value]).toEqual([['state:running'], 'host:web-1']);
    await wrapper.get('button[aria-label="Remove state:running"]').trigger('click');
    expect(query.value).toBe('host:web-1');
  });

  it('says what is wrong, at its place, once one does not type any more', async () => {
    const { wrapper, type, press, input } = box('stack:pay');
    await type('nginx stae:x');
    mistake.value = { message: 'There is no field "stae".', position: query.value.indexOf('stae') };
    await press('Escape');
    await nextTick();
    expect(wrapper.get('[role=alert]').text()).toBe('There is no field "stae".');
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(wrapper.get('.decoration-wavy').text()).toBe('stae:x');
  });

  it('follows a query that was set elsewhere', async () => {
    const { chips, input } = box('a');
    query.value = 'state:dead "two words"';
    await nextTick();
    expect([chips(), input.element.value]).toEqual([['state:dead'], '"two words"']);
  });
});
