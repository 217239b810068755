/**
 * The token in a set-up link: the server prints `…/setup#TOKEN`, so that browsers do not send it anywhere; `?token=` is taken too.
 * Also takes what somebody pasted: the whole link, or the token alone. Empty when there is none.
 */
export function setupToken(pasted: string): string {
  const text = pasted.trim();
  const [, inQuery] = /[?&#]token=([\w-]+)/.exec(text) ?? [];
  const [, inFragment] = /#([\w-]+)$/.exec(text) ?? [];
  const [alone] = /^[\w-]{20,}$/.exec(text) ?? [];
  return inQuery ?? inFragment ?? alone ?? '';
}
