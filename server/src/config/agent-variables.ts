/** Settings of agents. The local agent inherits the environment of the server, so they are no mistake there. */
export const agentVariables: readonly string[] = [
  'LONGSHORE_SERVER',
  'LONGSHORE_JOIN_TOKEN',
  'LONGSHORE_AGENT_DATA',
  'LONGSHORE_HOST_NAME',
  'LONGSHORE_LOCAL',
];
