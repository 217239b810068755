/** What the agent must not get: our own secrets, and what would make it another agent than ours. */
const withheld = [
  'DATABASE_URL',
  // The password of a DATABASE_URL that holds none.
  'PGPASSWORD',
  'LONGSHORE_ADMIN_PASSWORD',
  'LONGSHORE_HOST',
  'LONGSHORE_PORT',
  'LONGSHORE_DATA',
  'LONGSHORE_PUBLIC_URL',
  'LONGSHORE_LOCAL_AGENT',
  'LONGSHORE_JOIN_TOKEN_FILE',
];

/** Addresses of this very machine: no proxy leads there. */
const LOOPBACK = '127.0.0.1,::1,localhost';

export interface AgentEnvironmentInput {
  /** Where the agent reaches the server. */
  readonly server: string;
  /** Its data folder. */
  readonly folder: string;
  /** Undefined when it has joined already. */
  readonly token: string | undefined;
}

/** Environment of the local agent: ours (DOCKER_HOST, a host name that was set, …), with what it needs to find and join us. */
export function agentEnvironment(ours: NodeJS.ProcessEnv, { server, folder, token }: AgentEnvironmentInput): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(ours).filter(([name]) => !withheld.includes(name)));
  const noProxy = [ours.NO_PROXY ?? ours.no_proxy, LOOPBACK].filter((part) => part !== undefined && part !== '').join(',');
  return {
    ...kept,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    LONGSHORE_SERVER: server,
    LONGSHORE_AGENT_DATA: folder,
    LONGSHORE_LOCAL: '1',
    // Set even when empty, which means "not set": a token in our own environment is somebody else's.
    LONGSHORE_JOIN_TOKEN: token ?? '',
  };
}
