/** Letters and digits of a CPF or CNPJ, upper-cased, as Asaas gives it back. */
export function normalizeTaxId(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** Whether a normalised CPF (11 digits) or CNPJ (12 letters or digits and 2 digits) has right check digits. */
export function isTaxId(taxId: string): boolean {
  return isCpf(taxId) || isCnpj(taxId);
}

function isCpf(taxId: string): boolean {
  if (!/^\d{11}$/.test(taxId) || isOneCharacter(taxId)) return false;
  const first = checkDigit(taxId.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]);
  const second = checkDigit(taxId.slice(0, 10), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return taxId.endsWith(`${first}${second}`);
}

// The alphanumeric CNPJ of July 2026: a character counts as its ASCII code less 48 (IN RFB 2.229/2024).
function isCnpj(taxId: string): boolean {
  if (!/^[0-9A-Z]{12}\d{2}$/.test(taxId) || isOneCharacter(taxId)) return false;
  const weights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  const first = checkDigit(taxId.slice(0, 12), weights);
  const second = checkDigit(taxId.slice(0, 13), [6, ...weights]);
  return taxId.endsWith(`${first}${second}`);
}

function isOneCharacter(text: string): boolean {
  return new Set(text).size === 1;
}

function checkDigit(text: string, weights: number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * (text.charCodeAt(index) - 48), 0);
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}
