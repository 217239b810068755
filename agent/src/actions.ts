import { containerActions } from '@longshore/contract/containers';

/**
 * The rows of what an agent can be asked for. The registry has these and many more; what only the server does is left out here,
 * because every schema costs memory on every host.
 */
export const agentActions = containerActions;
