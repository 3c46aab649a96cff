import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { StatementLineRow } from '../../db/statement/statement-lines.ts';
import type { StatementSpan } from '../../db/statement/statement-totals.ts';
import type { Batches, FileParts } from '../http/export-files.ts';

/**
 * A bank statement in OFX 2.2 (https://financialdataexchange.org/ofx). Each line has Asaas' id as `FITID`, so a program
 * that reads the file twice recognizes the lines. `span` is what was there before the lines are read; the balance is that
 * of the last line.
 */
export async function* writeOfx(
  account: AccountRow,
  span: StatementSpan,
  batches: Batches<StatementLineRow>,
  now: Date,
): FileParts {
  yield inLines(headOf(account, span, now));
  let last: StatementLineRow | undefined;
  for await (const lines of batches) {
    yield inLines(lines.map(transaction));
    last = lines.at(-1) ?? last;
  }
  yield inLines(footOf(last, now));
}

function headOf(account: AccountRow, { first, last }: StatementSpan, now: Date): string[] {
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    '<OFX>',
    `<SIGNONMSGSRSV1><SONRS>${done}<DTSERVER>${ofxInstant(now)}</DTSERVER><LANGUAGE>POR</LANGUAGE></SONRS></SIGNONMSGSRSV1>`,
    `<BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID>${done}<STMTRS><CURDEF>BRL</CURDEF>`,
    `<BANKACCTFROM><BANKID>${xml(account.bank_code)}</BANKID><BRANCHID>${xml(account.agency)}</BRANCHID>` +
      `<ACCTID>${xml(`${account.number}-${account.digit}`)}</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>`,
    `<BANKTRANLIST><DTSTART>${ofxDay(first, now)}</DTSTART><DTEND>${ofxDay(last, now)}</DTEND>`,
  ];
}

function footOf(last: StatementLineRow | undefined, now: Date): string[] {
  return [
    '</BANKTRANLIST>',
    `<LEDGERBAL><BALAMT>${ofxAmount(last?.balance_cents ?? 0)}</BALAMT><DTASOF>${ofxDay(last?.on_date ?? null, now)}</DTASOF></LEDGERBAL>`,
    '</STMTRS></STMTTRNRS></BANKMSGSRSV1>',
    '</OFX>',
  ];
}

function inLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const done = '<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>';

function transaction(line: StatementLineRow): string {
  const type = line.kind.endsWith('_fee') ? 'FEE' : line.amount_cents < 0 ? 'DEBIT' : 'CREDIT';
  return (
    `<STMTTRN><TRNTYPE>${type}</TRNTYPE><DTPOSTED>${line.on_date.replaceAll('-', '')}</DTPOSTED>` +
    `<TRNAMT>${ofxAmount(line.amount_cents)}</TRNAMT><FITID>${xml(line.line_id)}</FITID>` +
    `<MEMO>${xml(line.description.slice(0, 255))}</MEMO></STMTTRN>`
  );
}

function ofxAmount(cents: number): string {
  return (cents / 100).toFixed(2);
}

function ofxDay(day: string | null, now: Date): string {
  return day ? day.replaceAll('-', '') : ofxInstant(now).slice(0, 8);
}

function ofxInstant(instant: Date): string {
  return instant.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
