import type { Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';

export type MenuEntry =
  | {
      kind: 'item';
      label: string;
      icon?: Component;
      /** As in lib/keys.ts; shown, not bound. */
      shortcut?: string;
      /** Destroys something: red, and last. */
      danger?: boolean;
      disabled?: boolean;
      /** Why it is greyed. */
      reason?: string;
      run: () => void;
    }
  | { kind: 'link'; label: string; icon?: Component; to: RouteLocationRaw }
  | { kind: 'choice'; label: string; chosen: boolean; run: () => void }
  | { kind: 'check'; label: string; checked: boolean; run: (checked: boolean) => void }
  | { kind: 'heading'; label: string }
  | { kind: 'separator' };
