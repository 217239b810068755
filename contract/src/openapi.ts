import { z } from 'zod';
import { local } from './action.ts';
import { Nothing } from './page.ts';

export const openapiActions = {
  'openapi.get': local({
    method: 'GET',
    path: '/openapi.json',
    target: 'none',
    access: 'public',
    args: Nothing,
    result: z.record(z.string(), z.unknown()),
    summary: 'This description, as OpenAPI 3.1',
  }),
} as const;
