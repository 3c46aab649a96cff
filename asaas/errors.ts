/**
 * Why a call to Asaas brought no result. Each class is a decision for the caller; none carries a key or a body.
 */

/** Nothing left this machine (connection refused, name not found): the call may simply be made again. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/**
 * The call was sent and its effect is not known (time-out, reset, 5xx, an answer that is not what was agreed).
 * After a create, only a look-up may follow; a read or a repeatable write may be made again.
 */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** 401: the key is unknown, disabled, expired or of the other environment. Nothing was done. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

/** 403: the key lacks a permission, or the address is not allowed. Nothing was done. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** 404: no such thing in this account. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** 429: nothing was done; the limit opens again after `retryAfterMs`. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Fault {
  code: string;
  /** In Portuguese, Asaas' own words. */
  description: string;
}

/** A 4xx that says why. Nothing was done, and nothing will be until what it names is changed. */
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
