// The states things can be in, apart from their schemas: browsers read these without loading zod.

/** The engine's own states. */
export const containerStates = ['created', 'running', 'restarting', 'paused', 'removing', 'exited', 'dead'] as const;
export type ContainerState = (typeof containerStates)[number];

export const healthStates = ['starting', 'healthy', 'unhealthy'] as const;
export type HealthState = (typeof healthStates)[number];

/**
 * `pending`: stored, not yet taken by the agent. `running`: the agent has it. The rest are ends:
 * `interrupted` means that the agent or its engine died during it, and `truth` says what is so now.
 */
export const operationStates = ['pending', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;
export type OperationState = (typeof operationStates)[number];

export const operationEnded = (state: OperationState): boolean => state !== 'pending' && state !== 'running';
