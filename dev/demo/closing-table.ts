import { documentStatuses, statusLabels } from '../../domain/document-status.ts';
import { formatReais } from '../../domain/money.ts';
import { sumOfCalls } from './calls.ts';
import type { Check } from './checks.ts';
import { type Outcome, settlementsOf } from './outcome.ts';

/** The closing table, as lines for a console. */
export function closingTable(outcome: Outcome, checks: readonly Check[]): string[] {
  return [
    ...statuses(outcome),
    '',
    ...refusals(outcome),
    '',
    ...money(outcome),
    '',
    ...calls(outcome),
    '',
    'Judged by the book of Asaas (the simulator):',
    ...checks.map(({ holds, statement }) => `  ${marks(holds)} ${statement}`),
    ...notJudged(outcome, checks),
  ];
}

function statuses({ documents }: Outcome): string[] {
  const lines = documentStatuses.flatMap((status) => {
    const here = documents.filter((document) => document.status === status);
    return here.length > 0 ? [line(`${status} (${statusLabels[status]})`, here)] : [];
  });
  return ['Documents by status:', ...lines, line('all', documents)];
}

function line(name: string, documents: Outcome['documents']): string {
  const cents = documents.reduce((sum, each) => sum + each.amountCents + each.additionCents, 0);
  return `  ${name.padEnd(28)}${String(documents.length).padStart(5)}${formatReais(cents).padStart(20)}`;
}

function refusals({ refused, documents }: Outcome): string[] {
  const rejected = documents.flatMap(({ number, status, registration: { lastError } }) =>
    status === 'rejected' && lastError ? [`  ${number}: ${lastError.message} ${lastError.cure}`] : [],
  );
  return [
    'Rows refused before anything was sent, and why:',
    ...refused.map(({ line, number, reasons }) => `  line ${line}, ${number}: ${reasons.join('; ')}`),
    ...(rejected.length > 0 ? ['Rejected by Asaas:', ...rejected] : []),
  ];
}

function money(outcome: Outcome): string[] {
  const settlements = settlementsOf(outcome).map(({ data }) => data);
  const sum = (of: 'grossCents' | 'feeCents' | 'netCents') =>
    formatReais(settlements.reduce((cents, each) => cents + each[of], 0)).padStart(20);
  return [
    `Settled, as the ERP was told in ${settlements.length} events:`,
    `  ${'gross (bruto)'.padEnd(33)}${sum('grossCents')}`,
    `  ${'fee (tarifa)'.padEnd(33)}${sum('feeCents')}`,
    `  ${'net (líquido)'.padEnd(33)}${sum('netCents')}`,
  ];
}

function calls({ book, calls, documents }: Outcome): string[] {
  const total = sumOfCalls(book.calls);
  const { account, registration, amendment, settlement, byHand } = calls;
  return [
    'Calls to Asaas:',
    ...Object.entries(book.calls).map(
      ([endpoint, count]) => `  ${endpoint.padEnd(40)}${String(count).padStart(6)}`,
    ),
    `  in all ${total}, ${(total / documents.length).toFixed(2)} for each document: ${sumOfCalls(account)} for the account itself, ${sumOfCalls(registration)} to register, ${sumOfCalls(amendment)} to amend, ${sumOfCalls(settlement)} to settle, ${sumOfCalls(byHand)} for cash and a cancellation`,
  ];
}

function marks(holds: boolean | undefined): string {
  if (holds === undefined) return '–';
  return holds ? '✓' : '✗';
}

function notJudged({ interruptions }: Outcome, checks: readonly Check[]): string[] {
  if (checks.every(({ holds }) => holds !== undefined)) return [];
  const why =
    interruptions.length > 0 ? `${interruptions.join(', ')} went away meanwhile` : 'answers were lost';
  return [`  – not judged: ${why}, and what was asked then is asked again`];
}
