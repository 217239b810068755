import type { Principal } from '../access/principal.ts';
import type { Target, TargetService } from '../actions/target.ts';
import { BadRequestError } from '@longshore/contract/errors';

/** The containers that `host/container` texts mean, each with the right to read its log. @throws CodedError for the first that is wrong */
export function allTargets(service: TargetService, principal: Principal, texts: readonly string[]): [Target, ...Target[]] {
  const [first, ...others] = texts.map((text) => {
    const [host = '', container = ''] = text.split('/');
    return service.resolve(principal, 'container.logs', { host, container });
  });
  if (first === undefined) throw new BadRequestError('No container is named.');
  return [first, ...others];
}

export const nameOf = ({ host, container }: Target): string => `${host.name}/${container?.name ?? ''}`;
