import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { keepIf } from '../../db/keep-if.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { type EntryResult, enterDocuments } from '../documents/enter-documents.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { faultAnswer, id, moreErrors } from '../http/fields.ts';
import { kib } from '../http/json-body.ts';
import { type Finding, faultsOfRows, toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { type CellFault, columnOf, optionalColumns, requiredColumns } from './import-row.ts';
import { type ImportedRow, importRowsMax, readImport } from './read-import.ts';

const fileBytesMax = 3_072 * kib;

/** A person corrects the first ones and sends the file again. */
const toldRowsMax = 200;

const importAnswer = z
  .strictObject({
    entered: z.boolean().meta({ description: 'Whether anything was kept of what the counts say.' }),
    counts: z.strictObject({
      rows: z.int(),
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      invalid: z.int(),
    }),
    accepted: z
      .array(
        z.strictObject({
          line: z.int(),
          result: z.enum(['created', 'updated', 'unchanged']),
          documentId: id.nullable().meta({ description: 'Null where the document was not entered.' }),
        }),
      )
      .meta({ description: 'Every row without a fault, and what became of it, or would.' }),
    invalid: z.array(
      z.strictObject({
        line: z.int().meta({ description: 'Line of the file; the heading is line 1.' }),
        erpId: z.string().nullable(),
        errors: z
          .array(faultAnswer)
          .meta({ description: 'Each fault; `path` is the column, as the file names it.' }),
        moreErrors,
      }),
    ),
    moreInvalid: z.int().optional().meta({ description: 'How many more rows are faulty.' }),
  })
  .meta({ id: 'DocumentImport' });

const sample = `${requiredColumns.join(';')}
NF-010212;1/1;Comercial Aurora Ltda;30.808.810/0001-30;06/12/2030;1.865,06
`;

const importDocuments = defineRoute({
  method: 'post',
  path: '/v1/documents/import',
  operationId: 'importDocuments',
  tag: 'Documents',
  summary: `Enter or change up to ${importRowsMax} documents from a CSV file`,
  description: `The file is an ERP's export of receivables: \`;\` or \`,\` between cells, decimal comma, dd/mm/aaaa, UTF-8 or Windows-1252. Columns that it must have: ${requiredColumns.join(', ')}. Columns that it may have: ${optionalColumns.join(', ')}. A document is known by \`Id\`, else by Documento and Parcela: a file that is sent again changes nothing twice. If any row is faulty, nothing is entered, unless \`onFault\` says \`enter_the_others\`. With \`dryRun\` nothing is entered in any case: the answer tells what would be.`,
  roles: ['erp', 'operator'],
  collects: true,
  bodyLimitBytes: Math.ceil((fileBytesMax * 4) / 3) + kib,
  body: z
    .strictObject({
      file: z
        .base64()
        .max(Math.ceil((fileBytesMax * 4) / 3))
        .meta({
          description: `The file, base64, up to ${fileBytesMax / kib} KiB.`,
          example: Buffer.from(sample).toString('base64'),
        }),
      onFault: z.enum(['enter_nothing', 'enter_the_others']).default('enter_nothing'),
      dryRun: z.boolean().default(false),
    })
    .meta({ id: 'NewDocumentImport' }),
  answers: { 200: importAnswer },
  async handle({ body, caller, language, now }, scope) {
    const read = readImport(Buffer.from(body.file, 'base64'));
    if ('refusal' in read) {
      throw new Problem('invalid_request', { errors: [toFault(read.refusal, language)] });
    }
    const context = { tenantId: caller.tenantId, actor: caller.actor, today: dateInSaoPaulo(now()) };
    const mayEnter = (outcomes: Outcome[]) =>
      !body.dryRun && (body.onFault === 'enter_the_others' || outcomes.every(({ findings }) => !findings));
    const outcomes = await keepIf(scope, mayEnter, () => enterRows(scope, read.rows, context));
    return ok(toAnswer(outcomes, mayEnter(outcomes), faultsOfRows(language)));
  },
});

export const importRoutes = [importDocuments];

/** What became of one row. `findings` is set for a faulty row alone. */
interface Outcome {
  line: number;
  erpId: string | null;
  result: EntryResult['result'];
  documentId: string | null;
  findings?: Finding[];
}

/** Enters the readable rows, in the order of the file. */
async function enterRows(
  scope: Scope,
  rows: readonly ImportedRow[],
  context: Parameters<typeof enterDocuments>[2],
): Promise<Outcome[]> {
  const readable = rows.flatMap((each) => ('row' in each ? [each] : []));
  const results = await enterDocuments(
    scope,
    readable.map(({ row }) => row),
    context,
  );
  const lines = readable.map(({ line }) => line);
  return [
    ...rows.flatMap((each) => ('faults' in each ? [unreadable(each.line, each.faults)] : [])),
    ...results.map((result, at) => toOutcome(result, at, lines)),
  ].toSorted((one, other) => one.line - other.line);
}

function unreadable(line: number, faults: CellFault[]): Outcome {
  const findings = faults.map(
    ({ column, cell }): Finding => ({ path: [column], code: `unreadable_${cell.kind}` }),
  );
  return { line, erpId: null, documentId: null, result: 'invalid', findings };
}

/** Faults are told by column and line, as a person sees the file. */
function toOutcome(result: EntryResult, at: number, lines: readonly number[]): Outcome {
  const { erpId, id: documentId } = result;
  const line = lines[at] ?? 0;
  if (result.result !== 'invalid') return { line, erpId, documentId, result: result.result };
  const findings = result.findings.map(({ path, code, values }): Finding => {
    const first = values?.first;
    return {
      path: [columnOf(path)],
      code,
      values: { ...values, ...(typeof first === 'number' && { first: lines[first] ?? 0 }) },
    };
  });
  return { line, erpId, documentId, result: 'invalid', findings };
}

function toAnswer(outcomes: readonly Outcome[], entered: boolean, tell: ReturnType<typeof faultsOfRows>) {
  const count = (wanted: Outcome['result']) => outcomes.filter(({ result }) => result === wanted).length;
  const faulty = outcomes.flatMap(({ line, erpId, findings }) =>
    findings ? [{ line, erpId, findings }] : [],
  );
  const more = faulty.length - toldRowsMax;
  return {
    entered,
    counts: {
      rows: outcomes.length,
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      invalid: faulty.length,
    },
    // What was undone has an id that nobody can ask for.
    accepted: outcomes.flatMap(({ line, result, documentId }) =>
      result === 'invalid'
        ? []
        : [{ line, result, documentId: entered || result !== 'created' ? documentId : null }],
    ),
    invalid: faulty.slice(0, toldRowsMax).map(({ findings, ...row }) => ({ ...row, ...tell(findings) })),
    ...(more > 0 && { moreInvalid: more }),
  };
}
