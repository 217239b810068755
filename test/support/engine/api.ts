import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface ApiAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body as JSON. @throws SyntaxError when it is none */
  json(): unknown;
}

/**
 * One plain request to an engine, without any client library: what Longshore says is compared with this.
 * @param path as the engine documents it, with or without `/v1.NN`
 * @param body sent as JSON; bytes are sent as they are, as a tar archive
 * @returns the whole answer, whatever its status
 */
export async function callApi(socketPath: string, method: string, path: string, body?: unknown): Promise<ApiAnswer> {
  const [headers, payload] = encode(body);
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response;
      buffer(response).then((body) => resolve({ status, headers, body, json: () => JSON.parse(body.toString()) as unknown }), reject);
    });
    call.once('error', reject);
    call.end(payload);
  });
}

function encode(body: unknown): [OutgoingHttpHeaders, Uint8Array | undefined] {
  if (body === undefined) return [{}, undefined];
  if (body instanceof Uint8Array) return [{ 'content-type': 'application/x-tar', 'content-length': body.length }, body];
  const json = Buffer.from(JSON.stringify(body));
  return [{ 'content-type': 'application/json', 'content-length': json.length }, json];
}
