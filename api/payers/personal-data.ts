import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findPayerByTaxId } from '../../db/payers/payers.ts';
import {
  type ErasurePreview,
  type ErasureRow,
  erasePerson,
  findErasure,
  NotErasable,
  OtherThanShown,
  previewErasure,
} from '../../db/people/erasure.ts';
import { exportPerson } from '../../db/people/export.ts';
import { findPerson, type Person } from '../../db/people/person.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import type { ErasureObstacle } from '../../domain/erasure.ts';
import { keptBecause, obstacleWords } from '../../domain/erasure-words.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, date, id, instant, taxId } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { Problem } from '../problems/problem.ts';
import { knownPayer, toKnownPayer } from './known-payer.ts';

const tag = 'Payers';
const roles = ['erp', 'operator'] as const;

const findPayerByBody = defineRoute({
  method: 'post',
  path: '/v1/payers/find',
  operationId: 'findPayer',
  tag,
  summary: 'Find a payer by CPF or CNPJ, without writing it into an address',
  description: 'Addresses are kept in the logs of proxies and browsers. A body is not.',
  roles: ['erp', 'operator', 'viewer'],
  storesNothing: true,
  body: z.strictObject({ taxId }).meta({ id: 'SoughtPayer' }),
  answers: { 200: knownPayer },
  problems: ['not_found'],
  async handle({ body }, scope) {
    const row = await findPayerByTaxId(scope, body.taxId);
    if (!row) throw new Problem('not_found');
    return ok(toKnownPayer(row));
  },
});

const personalData = z
  .strictObject({
    rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).meta({
      description:
        'Whole rows by table, as they are stored: payer, documents, payments, timeline, messages, events.',
    }),
    namedElsewhere: z.record(z.string(), z.int()).meta({
      description: 'How many rows that are not about this person name the person, by table and column.',
    }),
  })
  .meta({ id: 'PersonalData' });

const exportPersonalData = defineRoute({
  method: 'get',
  path: '/v1/payers/{id}/personal-data',
  operationId: 'exportPersonalData',
  tag,
  summary: 'Read everything that is held of a payer',
  description:
    'For a person who asks what is held of him or her (LGPD, art. 18). The audit keeps who asked. Data are corrected by the ERP, with the payer’s next document.',
  roles,
  params: byId,
  answers: { 200: personalData },
  async handle({ params, caller: { actor } }, scope) {
    return ok(await exportPerson(scope, await demandPerson(scope, params.id), actor));
  },
});

const obstacle = z.strictObject({
  code: z.enum(['open_documents', 'contested_documents', 'recent_documents', 'recent_receipts']),
  numbers: z.array(z.string()).meta({ description: 'The numbers of the documents.' }),
  until: date.nullable().meta({ description: 'From this day on it is no obstacle any more.' }),
  words: z.string().meta({ description: 'In the caller’s language.' }),
  cure: z.string().meta({ description: 'What helps, in the caller’s language.' }),
});

const erasure = z
  .strictObject({
    payerId: id,
    erasedAt: instant.nullable().meta({ description: 'Null while the payer was not erased.' }),
    obstacles: z.array(obstacle).meta({ description: 'While there is one, nothing can be erased.' }),
    erases: z.record(z.string(), z.int()).meta({
      description: 'How many values go, by table and column, beside the payer’s own data.',
    }),
    documents: z.int().meta({ description: 'Documents that stay, with amounts, dates and ids.' }),
    keptUntil: date.nullable(),
    keptBecause: z.string().meta({ description: 'In the caller’s language.' }),
    atAsaas: z
      .array(z.strictObject({ accountId: id, customerId: z.string() }))
      .meta({ description: 'Customers that the company itself must delete at Asaas.' }),
    confirmation: z.string().nullable().meta({
      description: 'To be sent back to erase what is shown here; null when there is nothing to confirm.',
    }),
  })
  .meta({ id: 'Erasure' });

const previewErasureOfPayer = defineRoute({
  method: 'get',
  path: '/v1/payers/{id}/erasure',
  operationId: 'previewErasure',
  tag,
  summary: 'Show what an erasure of a payer would do, or did',
  roles,
  params: byId,
  answers: { 200: erasure },
  async handle({ params, language, now }, scope) {
    const person = await demandPerson(scope, params.id);
    const done = await findErasure(scope, params.id);
    if (done) return ok(toErasure(done, language));
    return ok(toPreview(person, await previewErasure(scope, person, dateInSaoPaulo(now())), language));
  },
});

const eraseOnePayer = defineRoute({
  method: 'post',
  path: '/v1/payers/{id}/erasure',
  operationId: 'erasePayer',
  tag,
  summary: 'Erase a payer, as the preview showed',
  description:
    'Name, CPF or CNPJ, e-mail, phone, address and every text that names the person go, for ever. Amounts, dates and ids of documents and payments stay. A payer who is erased already is answered the same.',
  roles,
  params: byId,
  body: z.strictObject({ confirmation: z.string().min(1).max(100) }).meta({ id: 'ErasureOrder' }),
  answers: { 200: erasure },
  problems: ['not_erasable', 'other_than_shown'],
  async handle({ params, body, caller: { tenantId, actor }, language, now }, scope) {
    const order = { tenantId, actor, payerId: params.id, today: dateInSaoPaulo(now()), ...body };
    const done = await erasePerson(scope, order).catch(toProblem);
    if (!done) throw new Problem('not_found');
    return ok(toErasure(done, language));
  },
});

export const personalDataRoutes = [findPayerByBody, exportPersonalData, previewErasureOfPayer, eraseOnePayer];

async function demandPerson(scope: Scope, payerId: string): Promise<Person> {
  const person = await findPerson(scope, { payerId });
  if (!person) throw new Problem('not_found');
  return person;
}

function toProblem(error: unknown): never {
  if (error instanceof NotErasable) {
    const codes = error.obstacles.map(({ code }) => code).join(', ');
    throw new Problem('not_erasable', { values: { codes } });
  }
  if (error instanceof OtherThanShown) throw new Problem('other_than_shown');
  throw error;
}

function toPreview(
  { payer }: Person,
  { obstacles, customers, confirmation, ...shown }: ErasurePreview,
  language: Language,
): z.output<typeof erasure> {
  return {
    payerId: payer.id,
    erasedAt: null,
    ...shown,
    obstacles: obstacles.map((each) => describe(each, language)),
    keptBecause: keptBecause[language],
    atAsaas: customers,
    confirmation: obstacles.length === 0 ? confirmation : null,
  };
}

function describe({ code, numbers, until }: ErasureObstacle, language: Language): z.output<typeof obstacle> {
  const { words, cure } = obstacleWords[code];
  return { code, numbers, until, words: words[language], cure: cure[language] };
}

function toErasure(row: ErasureRow, language: Language): z.output<typeof erasure> {
  return {
    payerId: row.payer_id,
    erasedAt: row.erased_at.toISOString(),
    obstacles: [],
    erases: {},
    documents: row.documents,
    keptUntil: row.kept_until,
    keptBecause: keptBecause[language],
    atAsaas: row.asaas_customers,
    confirmation: null,
  };
}
