/** Why a call to Asaas has no result. Each class tells the caller what to do. No error has a key or a body in it. */

/** Nothing was sent (connection refused, name not found). The call may be made again. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/**
 * The call was sent, and its effect is not known (time-out, reset, 5xx, or an unexpected answer). After a create call
 * only look up. A read or a repeatable write may be made again.
 */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** 401: the key is unknown, disabled, expired or from the other environment. Asaas did nothing. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

/** 403: the key lacks a permission, or our IP address is not allowed. Asaas did nothing. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** 404: the account has nothing with this id. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** 429: Asaas did nothing. The limit opens again after `retryAfterMs`. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The account may create no more charges today. Nothing was done. */
export class DailyLimitReached extends Error {
  override readonly name = 'DailyLimitReached';

  /** Charges that Asaas lets the account create in a day. */
  readonly perDay: number;

  constructor(message: string, perDay: number) {
    super(message);
    this.perDay = perDay;
  }
}

export interface Fault {
  code: string;
  /** Asaas' own words, in Portuguese. */
  description: string;
}

/** A 4xx with a reason. Asaas did nothing, and the same call will be refused again until its data are corrected. */
export class Refused extends Error {
  override readonly name = 'Refused';

  readonly status: number;
  readonly faults: readonly [Fault, ...Fault[]];

  constructor(message: string, status: number, faults: readonly [Fault, ...Fault[]]) {
    super(message);
    this.status = status;
    this.faults = faults;
  }
}

const kinds = [
  NotSent,
  UnknownOutcome,
  KeyRefused,
  Forbidden,
  NotFound,
  RateLimited,
  DailyLimitReached,
  Refused,
];

/** Whether a call to Asaas had no result, for whatever reason. For calls whose result is welcome and not needed. */
export function isFailedCall(error: unknown): boolean {
  return kinds.some((kind) => error instanceof kind);
}
