import { defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { type ReceiptStart, receiptSignals } from '../domain/messages.ts';
import { asaas } from './activity-proxies.ts';

/** Stores the payment of a charge that nobody here created, so that a person finds it. */
export async function unidentifiedReceipt(start: ReceiptStart): Promise<void> {
  let askedAgain = false;
  setHandler(
    defineSignal('paymentReceived'),
    () => {
      askedAgain = true;
    },
    { description: receiptSignals.paymentReceived },
  );
  setCurrentDetails('Relendo no Asaas uma cobrança que ninguém aqui criou.');
  do {
    askedAgain = false;
    await asaas.money.keepUnidentifiedReceipt.executeWithOptions(
      { summary: 'reler a cobrança desconhecida' },
      [start],
    );
  } while (askedAgain);
}
