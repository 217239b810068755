import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { ActionRow } from '@longshore/contract/action';
import { actionNames, actions } from '@longshore/contract/registry';
import { API } from '../actions/action-route.ts';
import { version } from '../version.ts';
import { components } from './components.ts';
import { guide } from './guide.ts';
import { describeAction, tagOf } from './path-item.ts';
import { streamGuide } from './stream-guide.ts';

/** The OpenAPI 3.1 description of every row of the registry. */
export function describeApi(): ReturnType<typeof createDocument> {
  const rows = actionNames.map((name): [string, ActionRow] => [name, actions[name]]);
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, row] of rows) {
    (paths[row.path] ??= {})[row.method.toLowerCase() as Lowercase<ActionRow['method']>] = describeAction(name, row);
  }
  const tags = [...new Set(rows.map(([name, row]) => tagOf(name, row)))].sort();
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Longshore', version, description: guide, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: API }],
    security: [{ token: [] }, { session: [] }],
    tags: tags.map((name) => (name === 'streams' ? { name, description: streamGuide } : { name })),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, lst_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'longshore_session' },
      },
    },
  });
}
