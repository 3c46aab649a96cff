import { request } from 'undici';
import { attemptSignal } from './attempt.ts';

/**
 * Whether the API answers at the address that Asaas is given, through whatever stands in front of it, and is ready to
 * keep what it is sent. Asked from here it proves no more than that, which is what can honestly be proved.
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
