import { useShortcuts } from '../../lib/keys.ts';

/** What the keyboard can do in a list. */
export type TableActions = {
  focus: () => void;
  move: (by: number) => void;
  /** Moves and selects on the way. */
  moveSelecting: (by: number) => void;
  /** Rows in view. */
  page: () => number;
  toggle: () => void;
  extend: () => void;
  open: () => void;
  selectAll: (all: boolean) => void;
};

const CONTROL = 'a, button, input, select, textarea, [role=button]';

/** Steps by key; `page` is what is in view. */
const steps = (page: number): Partial<Record<string, number>> => ({
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: page,
  PageUp: -page,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
});

/**
 * The keys of a list: j, k and x from anywhere on the page, the rest while the focus is in it. Returns the listener for the list's
 * own keys.
 */
export function useTableKeys(table: TableActions): (event: KeyboardEvent) => void {
  const from = (run: () => void) => (): void => {
    run();
    table.focus();
  };
  useShortcuts([
    { keys: 'j', label: 'table.nextRow', group: 'list', run: from(() => table.move(1)) },
    { keys: 'k', label: 'table.previousRow', group: 'list', run: from(() => table.move(-1)) },
    { keys: 'x', label: 'table.selectRow', group: 'list', run: from(table.toggle) },
    { keys: 'shift+x', label: 'table.selectRange', group: 'list', run: from(table.extend) },
    { keys: 'enter', label: 'table.openRow', group: 'list' },
  ]);

  return function onKeydown(event) {
    if (event.defaultPrevented || event.altKey) return;
    const step = steps(table.page())[event.key];
    const onControl = event.target instanceof Element && event.target !== event.currentTarget && event.target.closest(CONTROL) !== null;
    if (step !== undefined) {
      table.focus();
      if (event.shiftKey) table.moveSelecting(step);
      else table.move(step);
    } else if (onControl) return;
    else if (event.key === 'Enter') table.open();
    else if (event.key === ' ') {
      if (event.shiftKey) table.extend();
      else table.toggle();
    } else if (event.key === 'Escape') table.selectAll(false);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) table.selectAll(true);
    else return;
    event.preventDefault();
  };
}
