import { actions } from '@longshore/contract/registry';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import { expect, it } from 'vitest';
import style from '../../../.prettierrc.json' with { type: 'json' };

/** Only what differs from the usual: the table is part of the first thing a browser loads. */
function facts() {
  return Object.fromEntries(
    Object.entries(actions).map(([name, { kind, method, path, target, access, ...row }]) => {
      const flags = (['filtered', 'dangerous', 'cancellable', 'interactive'] as const).filter((flag) => row[flag]);
      return [
        name,
        {
          kind,
          method,
          path,
          target,
          ...(access !== 'granted' && { access }),
          ...Object.fromEntries(flags.map((flag) => [flag, true])),
        },
      ];
    }),
  );
}

it('holds what the registry says; `npx vitest run --project web action-table -u` writes it anew', async () => {
  const text = `// Written by action-table.spec.ts from the registry in contract: browsers need these facts without the schemas. Do not edit.
import type { ActionName } from '@longshore/contract/registry';
import type { ActionFacts } from './actions.ts';

export const actionTable = ${JSON.stringify(facts())} as const satisfies Record<ActionName, ActionFacts>;
`;
  const written = await format(text, { ...style, trailingComma: 'all', parser: 'typescript', plugins: [estree, typescript] });
  await expect(written).toMatchFileSnapshot('action-table.ts');
});
