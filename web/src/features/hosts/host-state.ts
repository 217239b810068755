import type { Host } from '@longshore/contract/hosts';
import { hasMessage, t } from '../../lib/i18n.ts';
import type { MarkState } from '../../ui/states.ts';

/** The one state of a host that matters most. */
export function hostState({ revoked, online, engine }: Host): MarkState & ('revoked' | 'offline' | 'silent' | 'online') {
  if (revoked) return 'revoked';
  if (!online) return 'offline';
  return engine?.state === 'unreachable' ? 'silent' : 'online';
}

/** Why it is not simply online, in a few words; undefined when it is. */
export function hostReason(host: Host): string | undefined {
  const { refusal, engine, drift } = host;
  switch (hostState(host)) {
    case 'revoked':
      return undefined;
    case 'offline': {
      // An old refusal says nothing about why it is away now.
      if (refusal === undefined || refusal.at < host.lastSeenAt) return undefined;
      const key = `problems.${refusal.error.code}`;
      return hasMessage(key) ? `${t(key)}: ${refusal.error.message}` : refusal.error.message;
    }
    case 'silent':
      return engine?.state === 'unreachable' ? engine.reason : undefined;
    case 'online':
      return drift > 0 ? t('hosts.drifted', { count: drift }) : undefined;
  }
}

/** What the engine last said of itself, whether it answers now or not. */
export const engineInfo = ({ engine }: Host) => engine?.info;
