import { findPayers } from '../../db/payers/payers.ts';
import { findPerson } from '../../db/people/person.ts';
import { type ListQuery, queriesOf, type Sample } from './list-query.ts';

const first = { afterId: null, limit: 51 };

/** Payers, and what belongs to one of them. */
export function payerQueries({ accountId, payerId }: Sample): ListQuery[] {
  return [
    ...queriesOf('listPayers', [
      { name: 'payers', run: (scope) => findPayers(scope, {}, first) },
      {
        name: 'payers, search: full name',
        run: (scope) => findPayers(scope, { q: 'Conceição Araújo' }, first),
      },
      { name: 'payers, search: surname', run: (scope) => findPayers(scope, { q: 'araujo' }, first) },
      { name: 'payers, search: one character', run: (scope) => findPayers(scope, { q: 'j' }, first) },
      { name: 'payers, search: CPF', run: (scope) => findPayers(scope, { q: '000.000.074-00' }, first) },
      { name: 'payers, search: nothing found', run: (scope) => findPayers(scope, { q: 'zzzzzz' }, first) },
      { name: 'payers, by CPF', run: (scope) => findPayers(scope, { taxId: '00000007400' }, first) },
      {
        name: 'payers of a default account',
        run: (scope) => findPayers(scope, { defaultAccountId: accountId }, first),
      },
    ]),
    // What it counts in texts of other rows is left out: no index knows those, so an erasure reads whole tables.
    ...queriesOf('previewErasure', [
      { name: 'a payer: documents, charges and receipts', run: (scope) => findPerson(scope, { payerId }) },
    ]),
  ];
}
