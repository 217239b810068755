/** A reference to an image in two parts: what may be cut short, and the tag or digest, which tells one from another. */
export interface ImageName {
  readonly repository: string;
  /** With its `:` or `@`; a digest as short as an id. */
  readonly version: string;
}

const DIGEST = 12;

export function splitImage(image: string): ImageName {
  const at = image.indexOf('@');
  if (at >= 0) {
    const [algorithm = '', hex = ''] = image.slice(at + 1).split(':');
    return { repository: image.slice(0, at), version: `@${algorithm}:${hex.slice(0, DIGEST)}` };
  }
  // The colon of a registry's port is followed by a path.
  const colon = image.lastIndexOf(':');
  if (colon < 0 || image.slice(colon).includes('/')) return { repository: image, version: '' };
  return { repository: image.slice(0, colon), version: image.slice(colon) };
}
