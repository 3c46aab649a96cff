/** So many in a window of time. The window opens with the first. */
export interface Allowance {
  count: number;
  windowMs: number;
}

/** What one API process grants. A caller whom it refuses is told when to come again. */
export interface Limits {
  /** Calls of one key. */
  callsPerKey: Allowance;
  /** What one address may do without a valid key or token. */
  strangersPerAddress: Allowance;
  /** Tries of one company to add an account: each tries a key at Asaas. Shared by all processes. */
  accountsPerCompany: Allowance;
  /** Waiting `GET /v1/events`, each of which holds a connection. */
  polls: { perKey: number; perCompany: number; inAll: number };
  /** Answers that nobody reads: how long one waits, and how much memory all of them hold. */
  unread: { patienceMs: number; bytes: number };
}

const minuteMs = 60_000;

/**
 * Far above what an honest caller needs: 10,000 documents entered one by one within a minute pass. Waiting polls are a
 * tenth of the connections there may be (`server.ts`).
 */
export const defaultLimits: Limits = {
  callsPerKey: { count: 12_000, windowMs: minuteMs },
  strangersPerAddress: { count: 300, windowMs: minuteMs },
  accountsPerCompany: { count: 60, windowMs: 60 * minuteMs },
  polls: { perKey: 5, perCompany: 20, inAll: 1_000 },
  unread: { patienceMs: 30_000, bytes: 64 * 1_024 * 1_024 },
};
