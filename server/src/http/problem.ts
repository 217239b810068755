import { STATUS_CODES } from 'node:http';
import { errorStatus, type ErrorBody, type Problem } from '@longshore/contract/errors';

export const PROBLEM_TYPE = 'application/problem+json';

/** Statuses that Node has no name for. */
const titles: Readonly<Record<number, string>> = { 499: 'Client Closed Request' };

/** An error as RFC 9457 problem details. */
export function toProblem({ code, message, ...extra }: ErrorBody): Problem {
  const status = errorStatus[code];
  return {
    type: `urn:longshore:problem:${code}`,
    title: titles[status] ?? STATUS_CODES[status] ?? code,
    status,
    detail: message,
    code,
    ...extra,
  };
}
