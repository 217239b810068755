import { cloneVNode, Comment, type FunctionalComponent, Text } from 'vue';

/**
 * Gives its one child a tip: words shown while the pointer rests on it or the keyboard is on it. They add to what the child says
 * itself, which must be enough without them. `TipLayer`, once per page, shows them; so a tip costs a list one attribute per row.
 */
export const Tooltip: FunctionalComponent<{ text?: string }> = ({ text }, { slots }) =>
  slots.default?.().map((child) => (child.type === Comment || child.type === Text ? child : cloneVNode(child, { 'data-tip': text })));
Tooltip.props = ['text'];
