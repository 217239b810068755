import type { Request } from 'express';
import { addressOf } from '../actions/address.ts';

/** Where a sign-in comes from. */
export interface CallOrigin {
  readonly address: string;
  readonly userAgent: string;
}

export const callOrigin = (request: Request): CallOrigin => ({
  address: addressOf(request.socket),
  userAgent: request.get('user-agent') ?? '',
});
