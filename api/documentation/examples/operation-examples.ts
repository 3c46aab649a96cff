import { charges, type Examples } from './example.ts';

/** Of what stands outside the declared routes. */
export const operationExamples: Examples = {
  receiveAsaasEvent: {
    body: {
      id: 'evt_05b708f961d739ea7eba7e4db318f621&368604920',
      event: 'PAYMENT_RECEIVED',
      payment: {
        object: 'payment',
        id: charges.document,
        status: 'RECEIVED',
        value: 1345.56,
        netValue: 1343.57,
      },
    },
  },
  getHealth: { answer: { status: 'ok' } },
  getReadiness: { answer: { status: 'ready' } },
};
