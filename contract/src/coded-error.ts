import type { ErrorBody, FieldError } from './errors.ts';

/**
 * Every way a request can end badly: its code, and the HTTP status it is told with.
 * The same codes travel in socket acks, stream resets, operation outcomes and problem+json bodies.
 */
export const errorStatus = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  ambiguous: 409,
  conflict: 409,
  gone: 410,
  too_large: 413,
  invalid: 422,
  throttled: 429,
  cancelled: 499,
  internal: 500,
  unsupported: 501,
  engine_error: 502,
  engine_unreachable: 503,
  host_offline: 503,
  link_lost: 503,
  interrupted: 503,
  timeout: 504,
  flow_control: 400,
  link_refused: 403,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export const errorCodes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

type Extra = Omit<ErrorBody, 'code' | 'message'>;

/** An outcome with a code. Services throw these; they are translated once for HTTP, sockets and streams. */
export class CodedError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: Extra = {},
  ) {
    super(message);
    this.name = new.target.name;
  }

  get status(): number {
    return errorStatus[this.code];
  }

  /** The form that may leave the process: no stack. */
  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...this.extra };
  }

  static fromBody(body: ErrorBody): CodedError {
    const { code, message, ...extra } = body;
    return new CodedError(code, message, extra);
  }
}

export class BadRequestError extends CodedError {
  constructor(message: string, extra?: Extra) {
    super('bad_request', message, extra);
  }
}

/** Input of the right form with wrong values: the path of each is named. */
export class InvalidError extends CodedError {
  constructor(fields: FieldError[], message = 'Some fields are not valid.') {
    super('invalid', message, { fields });
  }
}

export class UnauthenticatedError extends CodedError {
  constructor(message = 'Sign in first.') {
    super('unauthenticated', message);
  }
}

export class ForbiddenError extends CodedError {
  constructor(message: string, extra?: Extra) {
    super('forbidden', message, extra);
  }
}

export class NotFoundError extends CodedError {
  constructor(message: string) {
    super('not_found', message);
  }
}

/** An id prefix or name that stands for several objects. */
export class AmbiguousError extends CodedError {
  constructor(message: string, candidates: string[]) {
    super('ambiguous', message, { candidates });
  }
}

export class ConflictError extends CodedError {
  constructor(message: string, extra?: Extra) {
    super('conflict', message, extra);
  }
}

export class HostOfflineError extends CodedError {
  constructor(hostName: string) {
    super('host_offline', `Host ${hostName} is offline.`, {
      hint: 'Its last known state stays visible; try again when its agent is back.',
    });
  }
}

export class LinkLostError extends CodedError {
  constructor(message = 'The link to the host was lost.') {
    super('link_lost', message);
  }
}

export class TimeoutError extends CodedError {
  constructor(message: string) {
    super('timeout', message);
  }
}

export class CancelledError extends CodedError {
  constructor(message = 'Cancelled.') {
    super('cancelled', message);
  }
}

export class UnsupportedError extends CodedError {
  constructor(message: string, hint?: string) {
    super('unsupported', message, hint === undefined ? {} : { hint });
  }
}

/** Any thrown value as a wire error. What is not coded is a fault of ours: its words stay in the log. */
export function toErrorBody(error: unknown): ErrorBody {
  return error instanceof CodedError
    ? error.toBody()
    : { code: 'internal', message: 'Something went wrong on our side; the log has the details.' };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFieldError = (value: unknown): value is FieldError =>
  isRecord(value) &&
  isText(value.message) &&
  Array.isArray(value.path) &&
  value.path.every((key) => isText(key) || typeof key === 'number');
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The wire error in what a peer sent as JSON, and nothing else of it; undefined when it is none.
 * The same as `ErrorBody.safeParse`, for those who do without zod.
 */
export function readErrorBody(value: unknown): ErrorBody | undefined {
  if (!isRecord(value)) return undefined;
  const { code, message, hint, fields, candidates, retryAfter } = value;
  if (!isText(code) || !Object.hasOwn(errorStatus, code) || !isText(message)) return undefined;
  return {
    code: code as ErrorCode,
    message,
    ...(isText(hint) && { hint }),
    ...(Array.isArray(fields) && fields.every(isFieldError) && { fields }),
    ...(Array.isArray(candidates) && candidates.every(isText) && { candidates }),
    ...(typeof retryAfter === 'number' && Number.isFinite(retryAfter) && { retryAfter }),
  };
}
