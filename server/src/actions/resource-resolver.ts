import type { CodedError } from '@longshore/contract/errors';
import type { HostScope } from '@longshore/contract/hosts';

/** A host as permissions and messages need it. */
export interface FoundHost extends HostScope {
  readonly name: string;
  /** Why there may be containers that nobody knows of yet; undefined while what is known is true. */
  readonly doubt?: CodedError | undefined;
}

/** A container as permissions and messages need it. */
export interface FoundContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The compose project. */
  readonly stack?: string | undefined;
}

/**
 * What there is, for turning the `{host}` and `{container}` of a path into objects. Answers from memory, unfiltered:
 * who may see what is decided by whoever asks. It is an injection token as well.
 */
export abstract class ResourceResolver {
  abstract hosts(): Iterable<FoundHost>;
  /** @param host id of a host; one that is unknown has no containers */
  abstract containersOf(host: string): Iterable<FoundContainer>;
}
