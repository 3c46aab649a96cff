import { amend } from './amending.ts';
import { findBank } from './bank.ts';
import { addCurrentAccount } from './current-account.ts';
import { issue } from './issuing.ts';
import { grantLicence } from './licence.ts';
import { solveProblems } from './problems.ts';
import { settleByWebhook } from './return-with-webhook.ts';
import { settleByReturn } from './return-without-webhook.ts';
import { sendByFilter } from './sending.ts';
import type { Step } from './step.ts';

/** The integration as the ERP describes it to its users, in its order and with its names. */
export const steps: readonly Step[] = [
  { number: 1, name: 'Licença', play: grantLicence },
  { number: 2, name: 'Bancos', play: findBank },
  { number: 3, name: 'Conta Corrente', play: addCurrentAccount },
  { number: 4, name: 'Remessa para Cobrança', play: sendByFilter },
  { number: 5, name: 'Contas a Receber', play: amend },
  { number: 6, name: 'Emissão do boleto', play: issue },
  { number: 7, name: 'Consulta de remessa', play: solveProblems },
  { number: 8, name: 'Retorno com webhook', play: settleByWebhook },
  { number: 9, name: 'Retorno de cobrança', play: settleByReturn },
];
