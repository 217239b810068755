const FORM = /^lsj_[A-Za-z0-9_-]{20,}\.([A-Za-z0-9_-]{43})$/;

/** What a new host joins with: a secret, and the hash of the key of the one server that may see it. */
export interface JoinToken {
  text: string;
  /** SHA-256 of the server's raw public key, base64url. */
  serverKeyHash: string;
}

/** Reads `lsj_<secret>.<hash of the server's key>`. @throws Error that does not repeat the secret */
export function parseJoinToken(text: string): JoinToken {
  const [, serverKeyHash] = FORM.exec(text) ?? [];
  if (serverKeyHash === undefined) throw new Error('must be a join token as the server showed it: lsj_….…');
  return { text, serverKeyHash };
}
