import express, { type RequestHandler } from 'express';

/** JSON bodies up to 1 MiB; other bodies are left unread and refused where one is expected. */
export const jsonBody: RequestHandler = express.json({ limit: 1024 * 1024 });
