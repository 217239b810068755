import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { toErrorBody } from '@longshore/contract/errors';
import { fromHttpLayer } from './http-errors.ts';
import { PROBLEM_TYPE, toProblem } from './problem.ts';

/** The one place where errors become HTTP: problem+json without stacks, and one line in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(error: unknown, request: Request, response: Response): void {
    const { method, path } = request;
    const known = fromHttpLayer(error, method, path);
    const problem = toProblem(toErrorBody(known));
    const line = { method, path, status: problem.status, code: problem.code, request: response.get('x-request-id') };
    if (known === undefined) this.#log.error({ ...line, err: error }, 'Request failed');
    else this.#log[problem.status >= 500 ? 'warn' : 'log']({ ...line, reason: known.message }, 'Request refused');
    if (response.headersSent) {
      // Half an answer must not look like a whole one.
      response.destroy();
      return;
    }
    if (problem.retryAfter !== undefined) response.set('Retry-After', String(Math.ceil(problem.retryAfter)));
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
    response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  }
}
