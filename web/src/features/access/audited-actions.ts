import type { ActionName } from '@longshore/contract/registry';
import { actionFacts } from '../../data/actions.ts';
import { actionTable } from '../../data/action-table.ts';

/** What the audit keeps a record of, to choose from: changes, consoles and the reading of secrets; not people's own saved views. */
export const auditedActions = (Object.keys(actionTable) as ActionName[])
  .filter((name) => {
    const { method, interactive } = actionFacts(name);
    return (method !== 'GET' || interactive === true) && !name.startsWith('view.');
  })
  .sort();
