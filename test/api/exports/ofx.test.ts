import { expect, it } from 'vitest';
import { inDays, openCompany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();
const path = `/v1/accounts/${accountId}/statement.ofx`;
const compact = (day: string) => day.replaceAll('-', '');

/** Some pages of lines, the last of them today. */
const many = 450;

await api.sql(
  `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents, balance_cents,
     description)
   select $1, $2, 'fin_' || n, $3::date + n / 226, 'transfer', 'TRANSFER', n, n * 10, 'De & para <' || n || '>'
   from generate_series(1, ${many}) n order by n`,
  [company.tenantId, accountId, inDays(-1)],
);

it('a statement as OFX has every line of its period, in order, however many pages that is', async () => {
  const { status, headers, body } = await company.call<string>('GET', path);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/x-ofx; charset=utf-8');
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="?extrato-\d+\.ofx"?$/);
  const ids = [...body.matchAll(/<FITID>(fin_\d+)<\/FITID>/g)].map(([, id]) => id);
  expect(ids).toEqual(Array.from({ length: many }, (_, at) => `fin_${at + 1}`));
  expect(body).toContain(
    `<DTSTART>${compact(inDays(-1))}</DTSTART><DTEND>${compact(inDays(0))}</DTEND>\n<STMTTRN>`,
  );
  expect(body).toContain(`<BALAMT>${many / 10}.00</BALAMT><DTASOF>${compact(inDays(0))}</DTASOF>`);
  expect(body).toContain('<MEMO>De &amp; para &lt;450&gt;</MEMO>');
  expect(body.endsWith('</OFX>\n')).toBe(true);
});

it('a statement as OFX is of its period alone, and whole when that has no line', async () => {
  const today = await company.call<string>('GET', `${path}?from=${inDays(0)}&to=${inDays(0)}`);
  expect(today.body.match(/<STMTTRN>/g)).toHaveLength(many - 225);
  expect(today.body).toContain(`<DTSTART>${compact(inDays(0))}</DTSTART>`);
  const none = await company.call<string>('GET', `${path}?to=${inDays(-9)}`);
  expect(none.body).not.toContain('<STMTTRN>');
  expect(none.body.endsWith('</OFX>\n')).toBe(true);
});

it('a statement as OFX is a problem where the account is another company’s', async () => {
  const other = await openCompany(api);
  expect((await other.call('GET', path)).status).toBe(404);
});
