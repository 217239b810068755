import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { ActionRow } from '@longshore/contract/action';
import { errorStatus, Problem } from '@longshore/contract/errors';
import { Operation } from '@longshore/contract/operations';
import { argsInQuery, pathParameters, successStatus } from '../actions/action-route.ts';
import { parameterForms } from '../actions/path-parameters.ts';
import { PROBLEM_TYPE } from '../http/problem.ts';

/** What the parts of a path are, for people. */
const parameterWords: Readonly<Record<string, string>> = {
  host: 'Id or name of the host',
  container: 'Full id, unique beginning of the id, or name',
};

const Wait = z.int().min(0).max(300).optional().describe('Seconds to wait for its end before answering');
const Key = z.string().max(200).optional().describe('A repeat with the same key gives the first operation');

/** A row of the registry as an operation of OpenAPI. The permission it needs is its operationId. */
export function describeAction(name: string, row: ActionRow): ZodOpenApiOperationObject {
  return {
    operationId: name,
    tags: [tagOf(name, row)],
    summary: row.summary,
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(row.access === 'public' ? { security: [] } : {}),
    requestParams: parameters(row),
    ...(argsInQuery(row)
      ? {}
      : { requestBody: { required: !row.args.safeParse({}).success, content: { 'application/json': { schema: row.args } } } }),
    responses: responses(name, row),
  };
}

/** Streams are together, since how they are spoken to is told there. */
export const tagOf = (name: string, row: ActionRow): string => (row.kind === 'stream' ? 'streams' : (name.split('.')[0] ?? name));

function parameters(row: ActionRow): ZodOpenApiOperationObject['requestParams'] {
  const names = pathParameters(row);
  const path = z.object(
    Object.fromEntries(
      names.map((name) => [name, (parameterForms[name] ?? z.string()).describe(parameterWords[name] ?? `Id of the ${name}`)]),
    ),
  );
  const args = argsInQuery(row) && row.args instanceof z.ZodObject ? row.args : z.object({});
  const query = row.kind === 'operation' ? args.extend({ wait: Wait }) : args;
  return {
    ...(names.length === 0 ? {} : { path }),
    ...(Object.keys(query.shape).length === 0 ? {} : { query }),
    ...(row.kind === 'operation' ? { header: z.object({ 'Idempotency-Key': Key }) } : {}),
  };
}

const problem = (description: string) => ({ description, content: { [PROBLEM_TYPE]: { schema: Problem } } });
const json = (description: string, schema: z.ZodType) => ({ description, content: { 'application/json': { schema } } });

function responses(name: string, row: ActionRow): ZodOpenApiResponsesObject {
  return {
    ...success(name, row),
    ...(row.access === 'public' ? {} : { '401': problem('Not signed in'), '403': problem('Not permitted') }),
    ...(pathParameters(row).length === 0 ? {} : { '404': problem('There is no such thing, or you may not see it') }),
    ...(row.target === 'container' ? { '409': problem('Several containers are meant, or the engine says that it conflicts') } : {}),
    '422': problem('Wrong arguments, each with its path'),
    ...(row.kind === 'server' ? {} : { '503': problem('The host is offline, or its engine does not answer') }),
    default: problem(`Any other failure: ${[...new Set(Object.values(errorStatus))].sort().join(', ')}`),
  };
}

function success(name: string, row: ActionRow): ZodOpenApiResponsesObject {
  const status = String(successStatus(name, row)) as '200' | '201' | '202' | '204';
  if (row.kind === 'operation')
    return { '202': json('Taken on; it goes on by itself', Operation), '200': json('It has ended while you waited', Operation) };
  if (row.kind === 'stream') return stream(name);
  return { [status]: status === '204' ? { description: 'Done' } : json('Done', row.result) };
}

function stream(name: string): ZodOpenApiResponsesObject {
  const upgraded = { '101': { description: 'It is a WebSocket now; the description of the tag tells what goes over it' } };
  const download = { description: 'Without an upgrade: the log as it was written', content: { 'text/plain': { schema: z.string() } } };
  return name.endsWith('logs') || name.startsWith('logs') ? { ...upgraded, '200': download } : upgraded;
}
