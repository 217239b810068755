import { ProblemError, type ProblemCode } from '../data/problem.ts';

/**
 * For `.catch`: a refusal that is about one field of the form, though the server said it of the whole, told at that field and in
 * the person's language. Anything else is passed on.
 */
export const refusedAt =
  (field: string, code: ProblemCode, say: () => string) =>
  (error: unknown): never => {
    if (!(error instanceof ProblemError) || error.code !== code) throw error;
    throw new ProblemError(code, error.message, { fields: [{ path: [field], message: say() }] });
  };
