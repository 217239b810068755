import { HttpException } from '@nestjs/common';
import { BadRequestError, CodedError, NotFoundError } from '@longshore/contract/errors';

/** What body-parser and Express's router throw: https://github.com/jshttp/http-errors */
interface HttpError extends Error {
  status: number;
  type?: string;
}

const isHttpError = (error: unknown): error is HttpError => error instanceof Error && 'status' in error && typeof error.status === 'number';

/** One line, without what JSON.parse quotes of the body. */
const parseFailure = (message: string): string => (/ (?:in JSON )?at position \d+/.exec(message)?.[0] ?? '').replace('in JSON ', '');

/** Errors of the layers below as ours; undefined for what is a fault of ours. Nest wraps what Express and body-parser throw. */
export function fromHttpLayer(error: unknown, method: string, path: string): CodedError | undefined {
  if (error instanceof CodedError) return error;
  const origin: unknown = error instanceof HttpException ? (error.cause ?? error) : error;
  if (origin instanceof HttpException)
    return origin.getStatus() === 404 ? new NotFoundError(`There is nothing at ${method} ${path}.`) : undefined;
  if (origin instanceof URIError) return new BadRequestError('The percent-encoding of the URL is broken.');
  if (!isHttpError(origin) || origin.status >= 500 || origin.type === undefined) return undefined;
  if (origin.type === 'entity.too.large') return new CodedError('too_large', 'The body is larger than 1 MiB.');
  if (origin.type === 'entity.parse.failed') return new BadRequestError(`The body is not valid JSON${parseFailure(origin.message)}.`);
  return new BadRequestError('The body cannot be read.', { hint: origin.message.split('\n')[0] ?? '' });
}
