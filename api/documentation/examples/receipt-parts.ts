/** The money of the story: a payment that fits what was expected, part by part. */
export const receiptParts = {
  grossCents: 134_556,
  feeCents: 199,
  netCents: 134_357,
  faceCents: 134_556,
  additionCents: 0,
  rebateCents: 0,
  discountCents: 0,
  fineCents: 0,
  interestCents: 0,
  interestAndFineCents: 0,
  refundedCents: 0,
  differenceCents: 0,
};

export const expected = {
  grossCents: 134_556,
  discountCents: 0,
  fineCents: 0,
  interestCents: 0,
  timing: 'on_time',
} as const;
