/** Settings of agents: the local agent inherits them from the environment of the server. */
export const agentVariables: readonly string[] = [
  'LONGSHORE_SERVER',
  'LONGSHORE_JOIN_TOKEN',
  'LONGSHORE_AGENT_DATA',
  'LONGSHORE_HOST_NAME',
];
