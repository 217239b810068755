import { actionNames, actionRow } from '@longshore/contract/registry';
import { expect, it } from 'vitest';
import { auditedActions } from './audited-actions.ts';

it('offers exactly what the registry says is audited', () => {
  expect(auditedActions).toEqual(actionNames.filter((name) => actionRow(name)?.audited).sort());
});
