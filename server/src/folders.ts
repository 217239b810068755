import { fileURLToPath } from 'node:url';

/** What the build of a workspace beside ours left. This file and its compiled twin in dist lie equally deep below the root. */
const built = (workspace: string): string => fileURLToPath(new URL(`../../${workspace}/dist`, import.meta.url));

/** The web application. */
export const WEB_FOLDER = built('web');
/** The agent, bundled to one file. */
export const AGENT_FOLDER = built('agent');
