/** What the mask shows in place of a secret value. Apart from the schemas, for browsers. */
export const MASKED = '••••••';
