import { flushPromises } from '@vue/test-utils';
import { h } from 'vue';
import { describe, expect, it } from 'vitest';
import { click, press, show, the, withPage } from '../testing/mount.ts';
import ConfirmDialog from './ConfirmDialog.vue';
import Dialog from './Dialog.vue';
import Input from './Input.vue';

withPage();

const texts = (selector: string): string[] => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());

describe('Dialog', () => {
  it('is named by its title and told by its description', async () => {
    show(Dialog, { props: { open: true, title: 'Add host', description: 'One line' } });
    await flushPromises();
    const dialog = the('[role=dialog]');
    expect(document.getElementById(dialog.getAttribute('aria-labelledby')!)?.textContent).toBe('Add host');
    expect(document.getElementById(dialog.getAttribute('aria-describedby')!)?.textContent).toBe('One line');
  });

  it('begins in its first field, not on the cross', async () => {
    show(Dialog, { props: { open: true, title: 'Rename' }, slots: { default: () => h(Input, { name: 'name' }) } });
    await flushPromises();
    expect(document.activeElement).toBe(the('input'));
  });

  it('closes on Escape, unless it is locked', async () => {
    const dialog = show(Dialog, { props: { open: true, title: 'Pull', locked: true } });
    await flushPromises();
    await press('Escape');
    expect(dialog.emitted('update:open')).toBeUndefined();
    expect(document.querySelector('[aria-label=Close]')).toBeNull();
    await dialog.setProps({ locked: false });
    await press('Escape');
    expect(dialog.emitted('update:open')).toEqual([[false]]);
  });
});

describe('ConfirmDialog', () => {
  const props = { open: true, title: 'Remove 2 volumes?', confirm: 'Remove' };
  const danger = (): HTMLButtonElement => the('button[type=submit]', HTMLButtonElement);
  const submit = async (): Promise<void> => {
    the('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await flushPromises();
  };

  it('names what is lost, and counts what it does not name', async () => {
    show(ConfirmDialog, { props: { ...props, losses: Array.from({ length: 12 }, (_, index) => `volume-${index}`) } });
    await flushPromises();
    const items = texts('[role=alertdialog] li');
    expect(items.slice(0, 2)).toEqual(['volume-0', 'volume-1']);
    expect(items.at(-1)).toBe('and 4 more');
  });

  it('names all rather than count one', async () => {
    show(ConfirmDialog, { props: { ...props, losses: Array.from({ length: 9 }, (_, index) => `volume-${index}`) } });
    await flushPromises();
    expect(texts('[role=alertdialog] li').at(-1)).toBe('volume-8');
  });

  it('waits for the name, exactly', async () => {
    const dialog = show(ConfirmDialog, { props: { ...props, typed: 'pgdata' } });
    await flushPromises();
    for (const text of ['', 'pgdat', 'PGDATA', 'pgdata ']) {
      await dialog.findComponent(Input).find('input').setValue(text);
      expect(danger().disabled).toBe(true);
      await submit();
    }
    expect(dialog.emitted('confirm')).toBeUndefined();
    await dialog.findComponent(Input).find('input').setValue('pgdata');
    expect(danger().disabled).toBe(false);
    await submit();
    expect(dialog.emitted('confirm')).toHaveLength(1);
  });

  it('begins on Cancel where nothing is to be typed', async () => {
    show(ConfirmDialog, { props });
    await flushPromises();
    expect(document.activeElement?.textContent.trim()).toBe('Cancel');
  });

  it('cannot be confirmed twice nor left while it runs', async () => {
    const dialog = show(ConfirmDialog, { props: { ...props, loading: true } });
    await flushPromises();
    await click(danger());
    await press('Escape');
    expect([dialog.emitted('confirm'), dialog.emitted('update:open')]).toEqual([undefined, undefined]);
  });
});
