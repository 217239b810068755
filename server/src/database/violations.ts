import { QueryFailedError } from 'typeorm';

/** Did the statement fail because of the constraint of this name? */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof QueryFailedError && 'constraint' in error.driverError && error.driverError.constraint === constraint;
