import cors from 'cors';
import type { RequestHandler } from 'express';

/**
 * Lets pages of other origins call the API with a key. They cannot use a session: credentials are not allowed, so the
 * browser sends no cookie.
 */
export function allowOrigins(origins: string[]): RequestHandler {
  return cors({
    origin: origins,
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'Accept-Language'],
    exposedHeaders: [
      'Content-Disposition',
      'ETag',
      'Idempotent-Replayed',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'X-Request-Id',
    ],
    maxAge: 600,
  });
}
