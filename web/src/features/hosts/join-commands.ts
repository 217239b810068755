import type { NewJoinToken } from '@longshore/contract/hosts';

/** Where the lines send the new host: the server as it believes to be reached. Undefined when they do not say. */
export function serverOf({ node }: NewJoinToken['commands']): URL | undefined {
  const [, , url] = /LONGSHORE_SERVER=(['"]?)(https?:\/\/[^'"\s]+)\1/.exec(node) ?? [];
  return url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
}

/** Only programs on the very same machine reach such an address. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
