import { QueryFailedError } from 'typeorm';

/** Did the statement fail because of the constraint of this name? */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof QueryFailedError && (error.driverError as { constraint?: string }).constraint === constraint;
