import { computed, onScopeDispose, shallowReactive } from 'vue';
import type { MessageKey } from './i18n.ts';

/** Where the list of shortcuts (`?`) shows one. */
export const shortcutGroups = ['goTo', 'list', 'general'] as const;
export type ShortcutGroup = (typeof shortcutGroups)[number];

export type Shortcut = {
  /** One press or a sequence: `/`, `?`, `g c`, `mod+k`, `shift+x`. `mod` is ⌘ on a Mac, Ctrl elsewhere. */
  keys: string;
  label: MessageKey;
  group: ShortcutGroup;
  /** Absent where an element handles the keys itself and the list should tell of them. */
  run?: (event: KeyboardEvent) => void;
  /** Also while typing. Only for combinations with `mod`, which type nothing. */
  whileTyping?: boolean;
};

/** How long the second key of a sequence may take, in milliseconds. */
const PATIENCE = 1200;

/** The later one wins: a page's `r` hides the shell's, and a dialog's hides the page's. */
const registered = shallowReactive<Shortcut[]>([]);

/** Everything that works right now, once per key. */
export const activeShortcuts = computed(() => [...new Map(registered.map((shortcut) => [shortcut.keys, shortcut])).values()]);

/** Registers for as long as the calling scope (a component's setup) lives. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  registered.push(...shortcuts);
  onScopeDispose(() => {
    for (const shortcut of shortcuts) registered.splice(registered.indexOf(shortcut), 1);
  });
}

export const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

const TYPING =
  'input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable=""], [contenteditable=true], .xterm';
/** Menus and dialogs own their keys: letters there pick an item or belong to a form. */
const LAYER = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]';

const within = (target: EventTarget | null, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;

/** `ctrl+shift+k`, `?`, `g`: what one press is called. Shift counts only where the key has no other form of its own. */
function pressName(event: KeyboardEvent): string {
  // With a Cyrillic or Greek layout the letter is not ours; the place on the keyboard is.
  const letter = /^[^\x20-\x7f]$/.test(event.key) ? /^Key([A-Z])$/.exec(event.code)?.[1] : undefined;
  const key = (letter ?? event.key).toLowerCase();
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const shift = event.shiftKey && (/^[a-z]$/.test(key) || key.length > 1);
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}

let pressed = '';
let pressedAt = 0;

const find = (keys: string): Shortcut | undefined =>
  registered.findLast((shortcut) => shortcut.keys === keys && shortcut.run !== undefined);

/** Runs the shortcut that this press completes, if any. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
  const press = pressName(event);
  const sequence = pressed !== '' && event.timeStamp - pressedAt < PATIENCE ? `${pressed} ${press}` : press;
  const shortcut = find(sequence) ?? find(press);
  const muted = within(event.target, TYPING) || within(event.target, LAYER);
  if (muted && shortcut?.whileTyping !== true) {
    pressed = '';
    return;
  }
  if (shortcut?.run) {
    pressed = '';
    event.preventDefault();
    shortcut.run(event);
    return;
  }
  pressed = registered.some(({ keys }) => keys.startsWith(`${press} `)) ? press : '';
  pressedAt = event.timeStamp;
}

/** Starts listening; once per page, by the shell. Returns a function that stops it. */
export function listenToKeys(target: Window): () => void {
  target.addEventListener('keydown', handleKey);
  return () => target.removeEventListener('keydown', handleKey);
}
