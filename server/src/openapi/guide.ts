/** What holds for every path. Markdown: it is the description of the whole. */
export const guide = `
Everything that the web interface does, programs can do here.

**Signing in.** Send \`Authorization: Bearer lst_…\` with an API token (\`POST /tokens\`, or the profile page). Browsers use the cookie that \`POST /session\` sets; then
requests that are not GET must carry the \`Origin\` of this server, which browsers do by themselves.

**Names.** \`{host}\` is the id or the name of a host; \`{container}\` is a full id, a unique beginning of one, or a name. What you may not see
answers 404, like what does not exist; what you may see but not do answers 403 and names the permission, which is the \`operationId\`.

**Arguments** of GET and DELETE are in the query string, where a list repeats its name; those of the others are one JSON object. Unknown ones are refused.

**Errors** are problem documents (RFC 9457). \`code\` is for programs, \`detail\` and \`hint\` for people, \`fields\` holds the path of each wrong field.

**Operations.** What changes something on a host answers 202 with an operation, which goes on by itself: read it again at \`GET /operations/{operation}\`, or add
\`?wait=SECONDS\` to be answered when it has ended (then with 200). With an \`Idempotency-Key\` header a repeat of the same request gives the operation of the first one
instead of a second.

**Lists** that can be long give \`next\`: pass it as \`cursor\` for the following page; null is the end.
`.trim();
