import { defineSignal, setCurrentDetails, setHandler, sleep } from '@temporalio/workflow';
import { ledger } from './activity-proxies.ts';
import type { RemittanceStart } from './messages.ts';

/** Documents handed over in one step: a transaction of a moment. */
const chunk = 200;

/** Hands a remittance's documents to their workflows, follows them to their outcomes, and tells the ERP of the end. */
export async function remittance(start: RemittanceStart): Promise<void> {
  let sentAgain = false;
  setHandler(
    defineSignal('remittanceSent'),
    () => {
      sentAgain = true;
    },
    { description: 'A remessa foi criada, ou transmitida novamente.' },
  );

  do {
    sentAgain = false;
    for (let left = 1; left > 0; ) {
      left = await ledger.handOverDocuments({ ...start, chunk });
      setCurrentDetails(`Entregando os documentos: faltam ${left}.`);
    }
    await followToTheEnd(start);
  } while (sentAgain);
}

/** Asks less often the longer it takes, so that a remittance of a day leaves a small history too. */
async function followToTheEnd(start: RemittanceStart): Promise<void> {
  for (let pauseMs = 2_000; ; pauseMs = Math.min(pauseMs * 1.5, 5 * 60_000)) {
    const { total, open } = await ledger.followRemittance(start);
    setCurrentDetails(`Sem resultado ainda: ${open} de ${total}.`);
    if (open === 0) return;
    await sleep(pauseMs, { summary: 'espera os resultados dos documentos' });
  }
}
