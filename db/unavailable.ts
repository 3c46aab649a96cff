/**
 * Whether the database could not be reached or had no room. The caller did nothing wrong and may try again later. The
 * codes: connection exceptions (08), no disk or connections (53), shut-down (57P0x), statement time-out (57014), idle
 * or long transaction (25P03, 25P04), and the operating system's network errors.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && unavailableCodes.test(code)) return true;
  // Errors of `pg` itself have no code.
  return error instanceof Error && ofLostConnections.test(String(message));
}

const unavailableCodes =
  /^(08...|53...|57P0.|57014|25P0[34]|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/;

const ofLostConnections =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|Query read timeout/;
