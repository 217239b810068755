import { containerStates } from '@longshore/contract/states';
import { describe, expect, it } from 'vitest';
import { isMeaningful, mustBeForced, takesCommands, verbs } from './verbs.ts';

const meant = Object.fromEntries(containerStates.map((state) => [state, verbs.filter((verb) => isMeaningful(verb, state)).join(' ')]));

describe('what may be done to a container in each state', () => {
  it('is what the engine would do', () => {
    expect(meant).toEqual({
      created: 'start rename remove',
      running: 'stop restart pause kill rename remove',
      restarting: 'stop restart kill rename remove',
      paused: 'stop restart unpause kill rename remove',
      removing: '',
      exited: 'start rename remove',
      dead: 'rename remove',
    });
  });

  it('needs force to remove what is not stopped, and a running process for a command', () => {
    expect(containerStates.filter(mustBeForced)).toEqual(['running', 'restarting', 'paused']);
    expect(containerStates.filter(takesCommands)).toEqual(['running']);
  });
});
