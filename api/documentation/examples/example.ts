/**
 * What the documentation shows of an operation: a call and its answer. The examples are one story: a company enters a
 * document, sends it, amends it, and the document is settled. Tests send every body to the real API and compare every
 * answer with its schema.
 */
export interface Example {
  body?: unknown;
  answer?: unknown;
}

/** By operation id. */
export type Examples = Readonly<Record<string, Example>>;

/** The ids of the story. */
export const ids = {
  tenant: '01a1c2d4-6e80-7b3a-9c41-5d2f8a6b0c11',
  apiKey: '01a1c2d4-7a10-7c52-8e93-1b4d6f7a2c21',
  user: '01a1c2d4-7f34-7d61-a2b4-3c5e7f8a9b31',
  account: '01a1c2d5-10c8-7e07-b1d2-4f6a8c0e2d41',
  document: '01a1c2d6-04b2-7f18-8a3c-6e9d1f2b4c51',
  secondDocument: '01a1c2d6-04b3-7a29-9b4d-7f0e2a3c5d52',
  payer: '01a1c2d6-04b1-7b30-ac5e-8a1f3b4d6e61',
  sendingRule: '01a1c2d6-9c15-7d40-bd6f-9b2a4c5e7f65',
  view: '01a1c2d6-ad26-7e51-8e70-0c3b5d6f8a66',
  remittance: '01a1c2d7-21f0-7c41-8d6f-9b2a4c5e7f71',
  settlementReturn: '01a1c2d8-3a64-7d52-9e7a-ac3b5d6f8a81',
  receipt: '01a1c2d8-5c76-7e63-af8b-bd4c6e7a9b91',
  event: '01a1c2d9-6d88-7f74-80a9-ce5d7f8b0ca1',
  endpoint: '01a1c2da-7e9a-7a85-91ba-df6e8a9c1db1',
  delivery: '01a1c2da-8fab-7b96-a2cb-e07f9bad2ec1',
  divergence: '01a1c2db-10aa-7db1-85a4-e2f09bbd4fe2',
  message: '01a1c2db-90bc-7ca7-b3dc-f18aacbe3fd1',
} as const;

/** The charges of the story, as Asaas names them. */
export const charges = { document: 'pay_7k2m9q4x1c8v5b3n', unknown: 'pay_3h6t1w8z5r2y9e4d' } as const;

/** One page that is also the last. */
export const onlyPage = (row: unknown) => ({ data: [row], nextCursor: null });
