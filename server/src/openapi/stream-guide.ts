/** How programs speak to the paths that are WebSockets. Markdown: it is the description of their tag. */
export const streamGuide = `
A path of this tag is a WebSocket. Open it as one: \`wss://\` or \`ws://\`, the same path and query string, and either
\`Authorization: Bearer lst_…\` or, from a page of this server, the session cookie. There is no subprotocol and no handshake of ours:
when the connection is open, the stream is. What is refused is refused before that, as an ordinary HTTP answer with a problem document
(401, 403, 404, 409, 422, 503…).

**Every message is one of two kinds.**

* *Binary* messages are bytes of the stream. How they are cut into messages means nothing: treat them as one continuous stream.
* *Text* messages are one JSON object each, with a \`type\`. Ignore types that you do not know.

**Ends.** The server closes with code 1000 when the stream ended by itself. When it was broken off, its last text message says why,
\`{"type":"error","error":{"code":"link_lost","message":"…"}}\` (the codes are those of the problem documents), and then it closes with code
1011. Closing your side gives the stream up at once. To end only your input, as with Ctrl-D, send \`{"type":"eof"}\`; the output goes on.

**Speed.** Stop reading from the socket and the server stops reading from the host, and the host from the engine: nothing is dropped, and
nothing piles up on the way.

### Logs

\`GET /hosts/{host}/containers/{container}/logs\` and \`GET /logs\`. *Without* an upgrade the answer is a plain download: the bytes that the
programs wrote, both outputs in the order they were logged, each line beginning with its time when \`timestamps=1\`; of several
containers merged by time. *With* an upgrade you get **log records**, one after the other, in the form of the engine's own
multiplexed frames:

| bytes | what |
|---|---|
| 0 | 1 stdout (and a terminal's output), 2 stderr, 0 a notice |
| 1 | 0 |
| 2–3 | which container: its place among the ones asked for, from 0, big endian |
| 4–7 | length of the payload, big endian |
| … | payload |

The payload of outputs 1 and 2 is the time (RFC 3339 with nine decimals, UTC), one space, and the message as it was written. A message ends
with a line feed, unless the program did not end it or the engine cut a line longer than 16 KiB. Split at the header's length, never at line feeds, and decode
UTF-8 only after joining the messages of a line. The payload of a notice (output 0) is JSON: \`{"type":"live"}\` when what was in the log has been told and
lines now come as they are written, \`stopped\` and \`started\` when the container does so while it is followed, \`ended\` when its log is
over, and \`{"type":"error","message":"…"}\` when the engine refused this one source; the others go on.

### Consoles

\`…/exec\` runs a command, \`…/attach\` joins the main process. Messages in JSON:

* from the server \`{"type":"started","tty":true,"cmd":["bash"]}\` first, and \`{"type":"exit","code":0}\` when the program ended (\`code\` is null when the engine did not tell);
* to the server \`{"type":"resize","cols":120,"rows":40}\` as often as the window changes, and \`{"type":"eof"}\`.

Binary messages to the server are typed input, at most 16 MiB each. Binary messages from the server are the terminal's bytes when \`tty\` is true; otherwise frames of
stdout and stderr with the 8-byte header above, bytes 1–3 being 0 and the payload being nothing but what was written.

    $ websocat -b -H "Authorization: Bearer $TOKEN" "ws://127.0.0.1:8080/api/v1/hosts/web-1/containers/api/exec?cmd=ls&cmd=-l&tty=0"
`.trim();
