import { describe, expect, it } from 'vitest';
import { splitImage } from './image-name.ts';

describe('splitImage', () => {
  it.each([
    ['nginx', '', 'nginx', ''],
    ['nginx:1.27', '', 'nginx', ':1.27'],
    ['ghcr.io/acme/shop-api:5.4', 'ghcr.io/acme/', 'shop-api', ':5.4'],
    ['localhost:5000/app', 'localhost:5000/', 'app', ''],
    ['localhost:5000/app:v2', 'localhost:5000/', 'app', ':v2'],
    [`app@sha256:${'0123456789abcdef'.repeat(4)}`, '', 'app', '@sha256:0123456789ab'],
    [`app:v1@sha256:${'f'.repeat(64)}`, '', 'app:v1', '@sha256:ffffffffffff'],
    [`sha256:${'f'.repeat(64)}`, '', 'sha256', `:${'f'.repeat(64)}`],
  ])('%s', (image, path, name, version) => {
    expect(splitImage(image)).toEqual({ path, name, version });
  });
});
