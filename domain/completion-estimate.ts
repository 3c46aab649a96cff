/** What is known of work that is limited by its own speed and by a quota of calls. */
export interface Pace {
  documentsLeft: number;
  /** Calls to Asaas that they will take. */
  callsLeft: number;
  /** As measured lately. */
  documentsPerSecond: number;
  /** Calls that may still be made in the window that is open now. */
  room: number;
  /** Calls that may be made in each later window. */
  roomPerWindow: number;
  /** When the open window ends (epoch milliseconds). */
  windowEndsAtMs: number;
  windowMs: number;
}

/**
 * When work at this pace will be done (epoch milliseconds), waiting included: what does not fit into this window of
 * the quota waits for the next. Null while nothing has been measured, since any answer would be invented.
 */
export function estimateCompletion(pace: Pace, nowMs: number): number | null {
  if (pace.documentsLeft <= 0) return nowMs;
  if (pace.documentsPerSecond <= 0 || pace.roomPerWindow <= 0) return null;
  const callsPerMs = (pace.callsLeft / pace.documentsLeft) * (pace.documentsPerSecond / 1_000);
  const timeFor = (calls: number) => calls / callsPerMs;
  const beyond = pace.callsLeft - Math.max(0, pace.room);
  if (beyond <= 0) return nowMs + timeFor(pace.callsLeft);
  // A window that the work itself cannot fill ends no wait: the next one begins when this one's calls are made.
  const nextStart = Math.max(pace.windowEndsAtMs, nowMs + timeFor(Math.max(0, pace.room)));
  const fullWindows = Math.ceil(beyond / pace.roomPerWindow) - 1;
  const lastCalls = beyond - fullWindows * pace.roomPerWindow;
  const perWindow = Math.max(pace.windowMs, timeFor(pace.roomPerWindow));
  return nextStart + fullWindows * perWindow + timeFor(lastCalls);
}
