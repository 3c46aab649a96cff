import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { isCpf } from '../../domain/tax-id.ts';
import type { Company } from '../demo/company.ts';

/** Documents of one payer, as in the sample of the demo. */
const documentsPerPayer = 5;

/** The most that one call takes. */
const documentsPerCall = 1_000;

/** Enters `count` documents for a company. Returns how long the API took, in ms. */
export async function enterDocuments({ api }: Company, count: number): Promise<number> {
  const startedAt = performance.now();
  for (let first = 0; first < count; first += documentsPerCall) {
    const documents = Array.from({ length: Math.min(documentsPerCall, count - first) }, (_, at) =>
      documentNumber(first + at),
    );
    await api.POST('/v1/documents', { body: { documents } });
  }
  return performance.now() - startedAt;
}

/** The document of a number, as an ERP sends it: each number another. */
export function documentNumber(number: number) {
  const payer = Math.floor(number / documentsPerPayer);
  return {
    erpId: `m-${number}`,
    number: `NF-${number}`,
    payer: { taxId: cpfNumber(payer), name: `Pagador ${payer}` },
    amountCents: 10_000 + number,
    dueDate: addDays(dateInSaoPaulo(new Date()), 30 + (number % 60)),
  };
}

/** A valid CPF for each number. */
function cpfNumber(number: number): string {
  const base = String(100_000_000 + number);
  for (let digits = 0; digits < 100; digits += 1) {
    const cpf = base + String(digits).padStart(2, '0');
    if (isCpf(cpf)) return cpf;
  }
  throw new Error(`No CPF begins with ${base}`);
}
