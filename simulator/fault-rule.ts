import { z } from 'zod';

const milliseconds = z.number().min(0);
/** A duration in ms drawn anew for each call; one number stands for itself. */
const range = z.union([
  milliseconds.transform((ms) => ({ min: ms, max: ms })),
  z.object({ min: milliseconds, max: milliseconds }),
]);
const body = z.enum(['empty', 'html']);

/** What may go wrong with one call. Several together happen together. */
const faultSchema = z.object({
  /** The call is carried out, its connection destroyed. With `slowCommitMs` destroyed first, carried out later. */
  dropAnswerAfterCommit: z.literal(true).optional(),
  /** The connection is destroyed, nothing is carried out. */
  dropBeforeCommit: z.literal(true).optional(),
  status500BeforeCommit: z.literal(true).optional(),
  status500AfterCommit: z.literal(true).optional(),
  /** Carried out, and answered 200 with a page. */
  htmlOk: z.literal(true).optional(),
  /** An amendment is answered 200 and changes nothing. */
  unchangedOk: z.literal(true).optional(),
  /** How long the call waits before it is carried out. Until then no other call sees its effect. */
  slowCommitMs: range.optional(),
  /** How long the answer waits after the call was carried out. */
  delayAnswerMs: range.optional(),
  /** 429 with this many seconds in RateLimit-Reset; nothing is carried out. */
  status429: z.object({ resetSeconds: z.number().min(0) }).optional(),
  html401: body.optional(),
  html403: body.optional(),
  /** As while Asaas is being maintained. */
  html503: body.optional(),
  /** A list by externalReference leaves out charges younger than this. */
  lookupLagMs: z.number().min(0).optional(),
  /** A list pays no heed to externalReference and returns all. */
  ignoreFilters: z.literal(true).optional(),
});

/** One rule: which calls it concerns, how often it strikes, and what it does. */
export const faultRule = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', '*']).default('*'),
  /** `/v3/payments`, `/v3/payments/{id}`, with `*` for one segment and `**` for any tail. */
  path: z.string().startsWith('/'),
  accountId: z.string().optional(),
  probability: z.number().min(0).max(1).default(1),
  /** After so many strikes the rule rests. */
  count: z.number().int().min(1).optional(),
  seed: z.union([z.string(), z.number()]).default('0'),
  /** Strikes so far. */
  used: z.number().int().min(0).default(0),
  ...faultSchema.shape,
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultRule = z.infer<typeof faultRule>;

/** The part of a rule that says what goes wrong. */
export function faultOf(rule: FaultRule): Fault {
  return faultSchema.parse(rule);
}
