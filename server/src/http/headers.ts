import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { version } from '../version.ts';

/** What pages of ours may load: nothing from anywhere else, and no script or style that is not a file of ours. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    // The terminal (xterm.js) writes its colours and cell sizes into <style> elements and knows no nonce.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Security headers of every answer. Strict transport security only where browsers reach us by https. */
export const securityHeaders = (publicUrl: URL | undefined): RequestHandler =>
  helmet({
    contentSecurityPolicy,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: publicUrl?.protocol === 'https:',
  });

/** The number of the request, by which the log finds it, and our version, by which an old tab sees that it is old. */
export const ownHeaders: RequestHandler = (_request, response, next) => {
  response.set({ 'X-Request-Id': randomUUID(), 'Longshore-Version': version });
  next();
};

/** What the interface answers is somebody's own, and old in a moment: no cache keeps it. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
