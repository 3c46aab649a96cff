import { defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { asaas } from './activity-proxies.ts';
import type { ReceiptStart } from './messages.ts';

/** Keeps the payment of a charge that nobody here created where a person will find it. */
export async function unidentifiedReceipt(start: ReceiptStart): Promise<void> {
  let askedAgain = false;
  setHandler(
    defineSignal('paymentReceived'),
    () => {
      askedAgain = true;
    },
    { description: 'O Asaas diz que uma cobrança desconhecida foi paga.' },
  );
  setCurrentDetails('Relendo no Asaas uma cobrança que ninguém aqui criou.');
  do {
    askedAgain = false;
    await asaas.settle.keepUnidentifiedReceipt.executeWithOptions(
      { summary: 'reler a cobrança desconhecida' },
      [start],
    );
  } while (askedAgain);
}
