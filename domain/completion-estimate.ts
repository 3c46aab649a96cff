/** What is known of work that two things limit: its own speed, and a quota of calls. */
export interface Pace {
  documentsLeft: number;
  /** The calls to Asaas that these documents need. */
  callsLeft: number;
  /** As measured a short time ago. */
  documentsPerSecond: number;
  /** Calls that are left in the current window. */
  room: number;
  /** Calls allowed in each later window. */
  roomPerWindow: number;
  /** When the current window ends (epoch milliseconds). */
  windowEndsAtMs: number;
  windowMs: number;
}

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * When the work will end (epoch milliseconds), with the waiting: calls that do not fit into the current window wait for
 * the next one. Null while no speed was measured, because any answer would be invented.
 */
export function estimateCompletion(pace: Pace, nowMs: number): number | null {
  if (pace.documentsLeft <= 0) return nowMs;
  if (pace.documentsPerSecond <= 0 || pace.roomPerWindow <= 0) return null;
  const callsPerMs = (pace.callsLeft / pace.documentsLeft) * (pace.documentsPerSecond / 1_000);
  const timeFor = (calls: number) => calls / callsPerMs;
  const beyond = pace.callsLeft - Math.max(0, pace.room);
  if (beyond <= 0) return nowMs + timeFor(pace.callsLeft);
  // If the work is slower than the quota, it never waits for the next window: it makes this window's calls first.
  const nextStart = Math.max(pace.windowEndsAtMs, nowMs + timeFor(Math.max(0, pace.room)));
  const fullWindows = Math.ceil(beyond / pace.roomPerWindow) - 1;
  const lastCalls = beyond - fullWindows * pace.roomPerWindow;
  const perWindow = Math.max(pace.windowMs, timeFor(pace.roomPerWindow));
  return nextStart + fullWindows * perWindow + timeFor(lastCalls);
}

/**
 * When documents will be done of which so many pass on each day from the next one on, which begins at `opensAtMs`
 * (epoch milliseconds). Null while nothing has been measured, or when no day lets any through.
 */
export function estimateByDays(
  { documentsLeft, documentsPerSecond }: Pick<Pace, 'documentsLeft' | 'documentsPerSecond'>,
  perDay: number,
  opensAtMs: number,
): number | null {
  if (perDay <= 0 || documentsPerSecond <= 0) return null;
  const fullDays = Math.max(0, Math.ceil(documentsLeft / perDay) - 1);
  const lastDocuments = documentsLeft - fullDays * perDay;
  return opensAtMs + fullDays * dayMs + (lastDocuments / documentsPerSecond) * 1_000;
}
