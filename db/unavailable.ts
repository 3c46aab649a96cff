/**
 * Whether the database could not be reached or had no room: worth another try later, and no fault of the caller.
 * Connection exceptions (08), no disk or connections (53), shut-down (57P0x), cancelled by time-out (57014).
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && unavailableCodes.test(code)) return true;
  // What `pg` itself throws has no code.
  return error instanceof Error && ofLostConnections.test(String(message));
}

const unavailableCodes =
  /^(08...|53...|57P0.|57014|25P0[34]|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/;

const ofLostConnections =
  /timeout exceeded when trying to connect|Connection terminated|not queryable|Query read timeout/;
