import { Play } from '@lucide/vue';
import { h } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { click, memoryRouter, show, the, withPage } from '../testing/mount.ts';
import Button from './Button.vue';
import IconButton from './IconButton.vue';
import { provideTabStop } from './tab-stop.ts';

withPage();

describe('Button', () => {
  it('takes clicks', async () => {
    const onClick = vi.fn();
    show(Button, { props: { onClick }, slots: { default: () => 'Stop' } });
    await click(the('button'));
    expect(onClick).toHaveBeenCalledOnce();
  });

  it('does not send forms unless told to', () => {
    show(Button, { slots: { default: () => 'Stop' } });
    expect(the('button', HTMLButtonElement).type).toBe('button');
  });

  it.each([{ loading: true }, { reason: 'The engine is too old' }])('takes no clicks with %j, and keeps the focus', async (props) => {
    const onClick = vi.fn();
    show(Button, { props: { ...props, onClick }, slots: { default: () => 'Stop' } });
    the('button').focus();
    await click(the('button'));
    expect(onClick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(the('button'));
    expect(the('button').getAttribute('aria-disabled')).toBe('true');
  });

  it('lets the reason be heard and seen', () => {
    show(Button, { props: { reason: 'The engine is too old' }, slots: { default: () => 'Pause' } });
    expect(the('button').textContent).toContain('The engine is too old');
    expect(the('button').dataset.tip).toBe('The engine is too old');
  });

  it('is a link where it goes somewhere', () => {
    const router = memoryRouter([{ path: '/hosts', component: { render: () => null } }]);
    show(Button, { props: { to: '/hosts' }, slots: { default: () => 'Hosts' }, router });
    expect(the('a', HTMLAnchorElement).getAttribute('href')).toBe('/hosts');
    expect(document.querySelector('button')).toBeNull();
  });
});

describe('IconButton', () => {
  it('says its name, and why it is greyed', async () => {
    const button = show(IconButton, { props: { icon: Play, label: 'Start' } });
    expect([the('button').ariaLabel ?? the('button').getAttribute('aria-label'), the('button').dataset.tip]).toEqual(['Start', 'Start']);
    await button.setProps({ reason: 'Paused' });
    expect(the('button').getAttribute('aria-label')).toBe('Start: Paused');
  });

  it('leaves the Tab order where its surroundings do', () => {
    const Row = {
      setup: () => {
        provideTabStop(() => false);
        return () => h(IconButton, { icon: Play, label: 'Start' });
      },
    };
    show(Row);
    expect(the('button').tabIndex).toBe(-1);
  });
});
