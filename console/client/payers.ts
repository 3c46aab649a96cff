import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { taxId } from '../words/format.ts';
import { api, ask, type Payer } from './api.ts';

/** One payer, as long as an id is given. */
export function usePayer(id: string | null | undefined) {
  return useQuery({
    queryKey: ['payers', id],
    enabled: Boolean(id),
    queryFn: () => ask(api.GET('/v1/payers/{id}', { params: { path: { id: id ?? '' } } })),
  });
}

/** The first payers with the text in their name or at the beginning of their CPF or CNPJ; without a text, the first of all. */
export function useFoundPayers(q: string) {
  return useQuery({
    queryKey: ['payers', 'found', q],
    queryFn: async () =>
      (await ask(api.GET('/v1/payers', { params: { query: { limit: 20, ...(q && { q }) } } }))).data,
    placeholderData: keepPreviousData,
  });
}

export function payerLabel(payer: Pick<Payer, 'name' | 'taxId'>): string {
  return `${payer.name} · ${taxId(payer.taxId)}`;
}
