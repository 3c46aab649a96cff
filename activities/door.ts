import { request } from 'undici';
import { attemptSignal } from './attempt.ts';

/**
 * Whether our public address, which Asaas calls, reaches an API that is ready. The question comes from inside, so it
 * proves no more than that: it does not prove that Asaas itself reaches the address.
 */
export async function isPublicUrlReady(publicUrl: string): Promise<boolean> {
  try {
    const timeoutMs = 5_000;
    const timeout = AbortSignal.timeout(timeoutMs);
    const attempt = attemptSignal();
    const response = await request(`${publicUrl}/readyz`, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: attempt ? AbortSignal.any([attempt, timeout]) : timeout,
    });
    await response.body.dump();
    return response.statusCode === 200;
  } catch {
    return false;
  }
}
