/** Where browsers connect for live state, and for byte streams. */
export const BROWSER_SOCKET_PATH = '/live';
export const BROWSER_STREAM_PATH = '/api/v1/streams';
