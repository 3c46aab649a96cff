import { type Finding, toFaults } from '../../problems/faults.ts';
import { Problem, type ProblemCode, toProblemDocument } from '../../problems/problem.ts';
import { problemTexts } from '../../problems/problem-texts.ts';
import { ids } from './example.ts';

/** What the places of details are filled with when they are shown. */
const values = {
  accountId: ids.account,
  allowed: 'pending, rejected, cancelled',
  codes: 'open_documents',
  documentId: ids.document,
  environment: 'sandbox (Homologação)',
  erpId: 'CR-9',
  features: 'online_banking',
  found: '0001 / 1234567-8',
  given: '0001 / 7654321-0',
  keyEnvironment: 'production (Produção)',
  limit: 20,
  limitKiB: 64,
  methods: 'GET, PATCH',
  minutes: 12,
  number: '12345-1',
  perCompany: 1_000,
  perKey: 20,
  remittanceId: ids.remittance,
  role: 'viewer',
  roles: 'erp, operator',
  seconds: 17,
  status: 'settled',
  version: 3,
  wait: 17,
  why: 'Our due date is over, and Asaas takes none from before today.',
};

/** The faults that problems with `errors` show. */
const findings: Partial<Record<ProblemCode, Finding[]>> = {
  invalid_request: [{ path: ['documents', 0, 'payer', 'taxId'], code: 'invalid_tax_id' }],
  documents_not_sendable: [{ path: ['erpIds', 1], code: 'not_found' }],
  document_refused: [
    { path: ['changes', 'dueDate'], code: 'past_due_date', values: { today: '2030-12-09' } },
  ],
};

/** One example of each problem, by code, as components of the OpenAPI file. */
export function problemExamples(): Record<string, { summary: string; value: object }> {
  const codes = Object.keys(problemTexts) as ProblemCode[];
  return Object.fromEntries(
    codes.map((code) => [code, { summary: problemTexts[code].title.en, value: show(code) }]),
  );
}

function show(code: ProblemCode): object {
  const faults = findings[code];
  const problem = new Problem(code, { values, ...(faults && toFaults(faults, 'en')) });
  return toProblemDocument(problem, {
    language: 'en',
    requestId: '01a1c2dc-a1cd-7db8-84ed-02ba1bcf40e1',
    publicUrl: 'https://remessa.example',
  });
}
