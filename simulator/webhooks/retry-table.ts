const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Waits before attempts 2 to 15 (docs.asaas.com, "penalização de filas"). */
const waitsMs = [
  0.5 * minuteMs,
  minuteMs,
  3.5 * minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  25 * minuteMs,
  hourMs,
  hourMs,
  hourMs,
  hourMs,
  hourMs,
  2 * hourMs,
  2 * hourMs,
  3 * hourMs,
];

/** After so many failures of one event its queue is interrupted. */
export const maxAttempts = waitsMs.length + 1;

/** How long to wait after the n-th failure, in ms of the virtual clock; 0 from the last one on. */
export function waitAfterFailureMs(failures: number): number {
  return waitsMs[failures - 1] ?? 0;
}
