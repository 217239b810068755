/** A reference to an image in parts: the way to it, which is cut short first, its name, and what tells one from another. */
export interface ImageName {
  /** Registry and namespace, with the last `/`. */
  readonly path: string;
  readonly name: string;
  /** With its `:` or `@`; a digest as short as an id. */
  readonly version: string;
}

const DIGEST = 12;

export function splitImage(image: string): ImageName {
  const at = image.indexOf('@');
  if (at >= 0) {
    const [algorithm = '', hex = ''] = image.slice(at + 1).split(':');
    return { ...splitPath(image.slice(0, at)), version: `@${algorithm}:${hex.slice(0, DIGEST)}` };
  }
  // The colon of a registry's port is followed by a path.
  const colon = image.lastIndexOf(':');
  if (colon < 0 || image.slice(colon).includes('/')) return { ...splitPath(image), version: '' };
  return { ...splitPath(image.slice(0, colon)), version: image.slice(colon) };
}

function splitPath(repository: string): Pick<ImageName, 'path' | 'name'> {
  const end = repository.lastIndexOf('/') + 1;
  return { path: repository.slice(0, end), name: repository.slice(end) };
}
