import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { StatementLineRow } from '../../db/statement/statement-lines.ts';

/**
 * A bank statement in OFX 2.2 (https://financialdataexchange.org/ofx). Each line has Asaas' id as `FITID`, so a program
 * that reads the file twice recognizes the lines.
 */
export function writeOfx(account: AccountRow, lines: readonly StatementLineRow[], now: Date): string {
  const last = lines.at(-1);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    '<OFX>',
    `<SIGNONMSGSRSV1><SONRS>${done}<DTSERVER>${ofxInstant(now)}</DTSERVER><LANGUAGE>POR</LANGUAGE></SONRS></SIGNONMSGSRSV1>`,
    `<BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID>${done}<STMTRS><CURDEF>BRL</CURDEF>`,
    `<BANKACCTFROM><BANKID>${xml(account.bank_code)}</BANKID><BRANCHID>${xml(account.agency)}</BRANCHID>` +
      `<ACCTID>${xml(`${account.number}-${account.digit}`)}</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>`,
    `<BANKTRANLIST><DTSTART>${ofxDay(lines[0], now)}</DTSTART><DTEND>${ofxDay(last, now)}</DTEND>`,
    ...lines.map(transaction),
    '</BANKTRANLIST>',
    `<LEDGERBAL><BALAMT>${ofxAmount(last?.balance_cents ?? 0)}</BALAMT><DTASOF>${ofxDay(last, now)}</DTASOF></LEDGERBAL>`,
    '</STMTRS></STMTTRNRS></BANKMSGSRSV1>',
    '</OFX>',
    '',
  ].join('\n');
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

function ofxDay(line: StatementLineRow | undefined, now: Date): string {
  return line ? line.on_date.replaceAll('-', '') : ofxInstant(now).slice(0, 8);
}

function ofxInstant(instant: Date): string {
  return instant.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
