import type { ExpectedTrouble } from './trouble.ts';

/** What the embedded Temporal logs as errors although nothing failed: its callers try again by themselves. */
export const serverNoise: readonly ExpectedTrouble[] = [
  {
    part: 'temporal',
    line: /context (canceled|deadline exceeded)/,
    why: 'A worker that was stopped or killed left its call, or the machine was too busy to finish it in time.',
  },
  {
    part: 'temporal',
    line: /msg="unable to add metrics baggage to gRPC trailer"/,
    why: 'The call ended before its measurements could be added to the answer.',
  },
];
