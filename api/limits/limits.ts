/** An allowance for a window of time. The first call opens the window. */
export interface Allowance {
  count: number;
  windowMs: number;
}

/** The limits of one API process. A refused caller is told when to come again. */
export interface Limits {
  /** Calls of one key. */
  callsPerKey: Allowance;
  /** Calls of one address without a valid key or token. */
  strangersPerAddress: Allowance;
  /** Tries of one company to add an account; each tries a key at Asaas. All processes share the count. */
  accountsPerCompany: Allowance;
  /** Waiting `GET /v1/events`. Each holds a connection. */
  polls: { perKey: number; perCompany: number; inAll: number };
  /** Answers that the caller does not read: how long one may wait, and how much memory all may hold together. */
  unread: { patienceMs: number; bytes: number };
}

const minuteMs = 60_000;

/**
 * Far above normal use: 10,000 documents entered one by one within a minute are allowed. Waiting polls may use a tenth
 * of the connections (`server.ts`).
 */
export const defaultLimits: Limits = {
  callsPerKey: { count: 12_000, windowMs: minuteMs },
  strangersPerAddress: { count: 300, windowMs: minuteMs },
  accountsPerCompany: { count: 60, windowMs: 60 * minuteMs },
  polls: { perKey: 5, perCompany: 20, inAll: 1_000 },
  unread: { patienceMs: 30_000, bytes: 64 * 1_024 * 1_024 },
};
