/**
 * CPF (11 digits) and CNPJ (12 letters or digits, and 2 check digits). Since July 2026 a CNPJ may have letters: a
 * character counts as its ASCII code minus 48, and the weights did not change (Receita Federal, Instrução Normativa RFB
 * 2.229/2024).
 */

/** Removes punctuation and writes capitals. A tax id is stored and compared only in this form. */
export function normalizeTaxId(text: string): string {
  return text.replace(/[.\-/\s]/g, '').toUpperCase();
}

/** Whether a normalized tax id is a CPF or CNPJ with correct check digits. */
export function isTaxId(taxId: string): boolean {
  return isCpf(taxId) || isCnpj(taxId);
}

/** Whether it is a CPF. Eleven equal digits have correct check digits, but no person has such a CPF. */
export function isCpf(taxId: string): boolean {
  if (!/^\d{11}$/.test(taxId) || /^(\d)\1{10}$/.test(taxId)) return false;
  return endsWithCheckDigits(taxId, [weightsDown(10, 9), weightsDown(11, 10)]);
}

/** Whether it is a CNPJ, with or without letters. */
export function isCnpj(taxId: string): boolean {
  if (!/^[0-9A-Z]{12}\d{2}$/.test(taxId) || /^(.)\1{13}$/.test(taxId)) return false;
  return endsWithCheckDigits(taxId, [cnpjWeights, [6, ...cnpjWeights]]);
}

/** `000.000.000-00` or `00.000.000/0000-00`. Any other text is returned unchanged. */
export function formatTaxId(taxId: string): string {
  if (taxId.length === 11) return taxId.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4');
  if (taxId.length === 14) return taxId.replace(/^(..)(...)(...)(....)(..)$/, '$1.$2.$3/$4-$5');
  return taxId;
}

const cnpjWeights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function endsWithCheckDigits(taxId: string, rounds: number[][]): boolean {
  return rounds.every((weights) => checkDigit(taxId, weights) === Number(taxId[weights.length]));
}

/** Modulo 11 over the first characters, one weight for each. */
function checkDigit(taxId: string, weights: number[]): number {
  const sum = weights.reduce((total, weight, at) => total + weight * (taxId.charCodeAt(at) - 48), 0);
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}

function weightsDown(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from - at);
}
