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

/** Errors of the layers below as ours; undefined for what is a fault of ours. */
export function fromHttpLayer(error: unknown, method: string, path: string): CodedError | undefined {
  if (error instanceof CodedError) return error;
  if (error instanceof HttpException && error.getStatus() === 404) return new NotFoundError(`There is nothing at ${method} ${path}.`);
  if (error instanceof URIError) return new BadRequestError('The percent-encoding of the URL is broken.');
  if (!isHttpError(error) || error.status >= 500) return undefined;
  switch (error.type) {
    case 'entity.too.large':
      return new CodedError('too_large', 'The body is larger than 1 MiB.');
    case 'entity.parse.failed':
      return new BadRequestError(`The body is not valid JSON${parseFailure(error.message)}.`);
    case undefined:
      return error.status === 400 ? new BadRequestError('The percent-encoding of the URL is broken.') : undefined;
    default:
      return new BadRequestError('The body cannot be read.', { hint: error.message.split('\n')[0] ?? '' });
  }
}
