import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { onBeforeUnmount, onMounted, watch } from 'vue';
import { usePreferences } from '../../lib/preferences.ts';
import '../logs/log-colors.css';
import { terminalTheme } from './terminal-theme.ts';

/** Lines one can scroll back. */
const SCROLLBACK = 10_000;

export interface UsedTerminal {
  terminal: Terminal;
  search: SearchAddon;
  /** As many characters as fit now; does nothing while it is not shown. */
  fit: () => void;
  /** Resolves when it is on the page: from then on it has its size, and can take the keyboard. */
  ready: Promise<void>;
}

/** A terminal in an element, in the colours of the theme, as large as the element is. */
export function useTerminal(element: () => HTMLElement | null): UsedTerminal {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: 'var(--font-mono), monospace',
    fontSize: 13,
    scrollback: SCROLLBACK,
    screenReaderMode: false,
    macOptionIsMeta: true,
    // Programs choose colours for a dark screen.
    minimumContrastRatio: 4.5,
  });
  const fitting = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fitting);
  terminal.loadAddon(search);
  terminal.loadAddon(new WebLinksAddon());
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';

  const fit = (): void => {
    if (element()?.offsetParent) fitting.fit();
  };
  const resized = new ResizeObserver(fit);
  const preferences = usePreferences();
  watch(
    () => preferences.theme,
    () => (terminal.options.theme = terminalTheme()),
    { flush: 'post' },
  );

  let opened = (): void => undefined;
  const ready = new Promise<void>((resolve) => (opened = resolve));
  let gone = false;
  onMounted(async () => {
    const place = element();
    if (place === null) return;
    terminal.options.theme = terminalTheme();
    terminal.options.fontFamily = getComputedStyle(place).getPropertyValue('--font-mono') || 'monospace';
    // Cells are measured once: the font must be here by then.
    await document.fonts.load('13px "JetBrains Mono Variable"').catch(() => undefined);
    if (gone) return;
    terminal.open(place);
    drawFast(terminal);
    fit();
    resized.observe(place);
    opened();
  });
  onBeforeUnmount(() => {
    gone = true;
    resized.disconnect();
    terminal.dispose();
  });
  return { terminal, search, fit, ready };
}

/** By the graphics card where there is one; the terminal draws by itself otherwise, and when the card is taken away. */
function drawFast(terminal: Terminal): void {
  try {
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    terminal.loadAddon(webgl);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
