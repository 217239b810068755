import { type ErrorCode, readErrorBody } from '@longshore/contract/coded-error';
import type { ErrorBody } from '@longshore/contract/errors';

/** `unreachable`: nobody answered, or a proxy answered in the server's place. */
export type ProblemCode = ErrorCode | 'unreachable';

type Details = Omit<ErrorBody, 'code' | 'message'>;

/** Anything that went wrong between this page and what it asked for: requests, streams and operations alike. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** What the reader can do about it. */
  readonly hint: string | undefined;
  /** The wrong fields, for `invalid`. */
  readonly fields: NonNullable<ErrorBody['fields']>;
  /** The candidates, for `ambiguous`. */
  readonly candidates: readonly string[];
  /** Seconds until it is worth trying again, for `throttled`. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: ProblemCode,
    message: string,
    { hint, fields = [], candidates = [], retryAfter }: Details = {},
  ) {
    super(message);
    this.hint = hint;
    this.fields = fields;
    this.candidates = candidates;
    this.retryAfter = retryAfter;
  }

  static fromBody({ code, message, ...details }: ErrorBody): ProblemError {
    return new ProblemError(code, message, details);
  }

  /** What is wrong with a field of a form, by its path: `fieldError('bindings.0.role')`. */
  fieldError(path: string): string | undefined {
    return this.fields.find((field) => field.path.join('.') === path)?.message;
  }
}

/** The problem that a failed request was answered with. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const text = await response.text();
  const body = response.headers.get('content-type')?.includes('json') === true ? parse(text) : undefined;
  const problem = readErrorBody({ ...body, message: body?.detail });
  if (problem !== undefined) return ProblemError.fromBody(problem);
  const code = [502, 503, 504].includes(response.status) ? 'unreachable' : 'internal';
  return new ProblemError(code, `The server answered with status ${response.status} and no explanation.`);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    // Whoever answered is not our server: the status is all there is to tell.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
