import { z } from 'zod';

const percent = z.number().min(0).max(100);
const count = z.number().int().min(0);

/**
 * Everything about Asaas that is uncertain, or that a test wants otherwise, with its default.
 * Kept once for all accounts and, where given, for one account.
 */
export const behaviourSchema = z.object({
  chargeIdFormat: z.enum(['new', 'old']).default('new'),
  ourNumberOnUpdate: z.enum(['kept', 'renewed']).default('kept'),
  overdueWithNewDueDate: z.enum(['becomes-pending', 'stays-overdue']).default('becomes-pending'),
  undefinedIdentificationField: z.enum(['answers', 'refuses']).default('answers'),
  deleteRefusal: z.object({ code: z.string(), description: z.string() }).default({
    code: 'invalid_action',
    description: 'Só é possível remover cobranças pendentes ou vencidas.',
  }),
  deleteReceivedInCash: z.enum(['allowed', 'refused']).default('allowed'),
  deleteTwice: z.enum(['ok', 'refused', 'not-found']).default('refused'),
  deleteCustomerWithOpenCharges: z.enum(['allowed', 'refused']).default('allowed'),
  deletedInLists: z.enum(['hidden', 'shown']).default('hidden'),
  updatedEventFor: z.enum(['value-or-due-date', 'any-change']).default('value-or-due-date'),
  boletoConfirmation: z.enum(['two-steps', 'one-step']).default('two-steps'),
  discountEffect: z.enum(['lowers-value', 'lowers-value-and-keeps-original', 'none']).default('lowers-value'),
  secondPayment: z.enum(['unknown-charge', 'same-charge-event-again']).default('unknown-charge'),
  paymentAfterDelete: z
    .enum(['revives-charge', 'pays-deleted-charge', 'unknown-charge', 'refused'])
    .default('revives-charge'),
  cashEventBillingType: z.enum(['RECEIVED_IN_CASH', 'unchanged']).default('RECEIVED_IN_CASH'),
  registrationCancellationDays: count.nullable().default(null),
  defaultFinePercent: percent.default(0),
  defaultInterestPercentPerMonth: percent.default(0),
  boletoFeeCents: count.default(199),
  pixFeeCents: count.default(199),
  /** What one charge costs when its payer gets notices by e-mail or SMS, however many. */
  noticeFeeCents: count.default(99),
  /** What each notice by WhatsApp costs. */
  whatsappFeeCents: count.default(55),
  /** Active Pix keys of the account; without one a QR code lives until the end of its day. */
  pixKeys: count.default(1),
  accountStatus: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'AWAITING_APPROVAL']).default('APPROVED'),
  missingUserAgent: z.enum(['accepted', 'refused']).default('accepted'),
  notFoundBody: z.enum(['empty', 'errors']).default('empty'),
  limitAbove100: z.enum(['clamped', 'refused']).default('clamped'),
  body429: z.enum(['errors', 'empty', 'html']).default('errors'),
  quotaRequests: count.default(25_000),
  quotaWindowHours: z.number().positive().default(12),
  concurrentGets: count.default(50),
  chargesPerDay: count.default(100_000),
  /** Requests per window of one endpoint, `"GET /v3/payments": {limit, windowSeconds}`. */
  endpointRates: z
    .record(z.string(), z.object({ limit: count, windowSeconds: z.number().positive() }))
    .default({ 'POST /v3/webhooks/{id}/removeBackoff': { limit: 30, windowSeconds: 3600 } }),
  extraFields: z.boolean().default(false),
  webhookTimeoutMs: z.number().int().positive().default(10_000),
  retryDelayScale: z.number().min(0).default(1),
  webhookHeld: z.boolean().default(false),
  webhookCopies: z.number().int().min(1).max(20).default(1),
  webhookDelayMs: count.default(0),
  webhookShuffleMs: count.default(0),
  webhookBeforeAnswer: z.boolean().default(false),
});

export type Behaviour = z.infer<typeof behaviourSchema>;
export type BehaviourOverrides = Partial<Behaviour>;

/** What a PUT of settings may carry: any of the settings, null to return one to what lies below. */
export const behaviourChange = z.strictObject(
  Object.fromEntries(
    Object.entries(behaviourSchema.shape).map(([name, schema]) => [
      name,
      schema.unwrap().nullable().optional(),
    ]),
  ),
);
