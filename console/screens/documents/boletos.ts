import { api, type Document } from '../../client/api.ts';
import { saveFile } from '../../client/save-file.ts';
import { disabledReason } from '../../words/statuses.ts';

/** So many boletos the API puts into one file: each may need a call to Asaas. */
const boletosMax = 100;

/** The boleto with the company's own mark. */
export function saveBoleto(id: string): Promise<void> {
  return saveFile(api.GET('/v1/documents/{id}/boleto.pdf', { params: { path: { id } }, parseAs: 'blob' }));
}

/** Many boletos in one file: a page each, or a PDF each. */
export function saveBoletos(ids: readonly string[], format: 'pdf' | 'zip'): Promise<void> {
  const asked = { params: { query: { documentIds: ids.join(',') } }, parseAs: 'blob' as const };
  return saveFile(format === 'pdf' ? api.GET('/v1/boletos.pdf', asked) : api.GET('/v1/boletos.zip', asked));
}

/** Why a document has no boleto to print, or undefined when it has one. */
export function boletoReason(document: Document): string | undefined {
  return (
    disabledReason('print', document) ?? (document.bankSlipUrl ? undefined : 'Este documento não tem boleto.')
  );
}

/** Why there is no file of what is marked, or undefined when there is. */
export function boletosReason(chosen: readonly Document[], marked: number): string | undefined {
  if (marked > boletosMax) return `Até ${boletosMax} boletos por arquivo: marque menos.`;
  if (chosen.length < marked) return 'A lista ainda não carregou tudo que está marcado: role até o fim.';
  const missing = chosen.find((document) => boletoReason(document) !== undefined);
  return missing && `${missing.number}: ${boletoReason(missing)}`;
}
