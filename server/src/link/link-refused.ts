import { CodedError } from '@longshore/contract/errors';

/** An agent is turned away; the message and hint are shown in its log and on the page of its host. */
export class LinkRefusedError extends CodedError {
  constructor(message: string, hint?: string) {
    super('link_refused', message, hint === undefined ? {} : { hint });
  }
}
