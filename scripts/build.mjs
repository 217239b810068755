// `npm run build`: builds what is missing or older than its sources. With names of workspaces as arguments only those, and what they need.
import { buildStale } from './build-stale.mjs';

try {
  await buildStale({ only: process.argv.slice(2) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
