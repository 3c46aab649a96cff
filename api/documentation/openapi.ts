import { z } from 'zod';
import { byDocument } from '../documents/document-reference.ts';
import { needsIdempotencyKey, type Route } from '../http/define-route.ts';
import { csvExample } from '../http/export-files.ts';
import { moreErrors } from '../http/fields.ts';
import { fileTypes, listFormats } from '../http/send-export.ts';
import type { ProblemCode } from '../problems/problem.ts';
import { problemTexts } from '../problems/problem-texts.ts';
import { examples } from './examples/examples.ts';
import { problemExamples } from './examples/problem-examples.ts';
import { guide } from './guide.ts';
import { withExamples } from './openapi-examples.ts';
import { documentedHeaders, headersOf, withHeaders } from './openapi-headers.ts';
import { publicPaths } from './openapi-public-paths.ts';
import { type JsonSchema, SchemaBook } from './openapi-schemas.ts';
import { describeWebhooks } from './openapi-webhooks.ts';
import { operationNotes } from './operation-notes.ts';
import { tagTexts } from './tags.ts';

/** The OpenAPI 3.1 document of these routes, from the same declarations that mount, guard and validate them. */
export function describeApi(routes: readonly Route[]) {
  const book = new SchemaBook();
  const answers = new Map(routes.map((route) => [route, describeAnswers(route, book)]));
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    const operation = describeOperation(route, answers.get(route) ?? {}, book);
    paths[route.path] = { ...paths[route.path], [route.method]: operation };
  }
  const webhooks = describeWebhooks(book);
  return {
    openapi: '3.1.0',
    info: { title: 'Remessa', version: '1', description: guide },
    servers: [{ url: '/' }],
    tags: Object.entries(tagTexts).map(([name, { en }]) => ({ name, description: en })),
    security: [{ key: [] }, { session: [] }],
    paths: withExamples({ ...paths, ...publicPaths }),
    webhooks,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'rms_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'remessa_session' },
      },
      headers: documentedHeaders,
      examples: problemExamples(),
      schemas: { ...book.components, Problem: book.refer(problemSchema, 'output') },
    },
  };
}

/** The schema of what `toProblemDocument` returns. */
const problemSchema = z.looseObject({
  type: z.string().meta({ format: 'uri', description: 'The page that explains the code, with the cure.' }),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problemTexts)).meta({ description: 'For programs; kept for ever.' }),
  detail: z.string().meta({ description: 'For people, in the language of Accept-Language; names the cure.' }),
  requestId: z.string().meta({ description: 'The call, to quote to whoever helps; also X-Request-Id.' }),
  errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  moreErrors,
});

function describeOperation(route: Route, answers: JsonSchema, book: SchemaBook): JsonSchema {
  const body = route.documentedBody ?? route.body;
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, ...operationNotes(route, 'en')].filter(Boolean).join('\n\n'),
    'x-roles': route.roles,
    parameters: describeParameters(route, book),
    ...(body && {
      requestBody: {
        // An absent body counts as an empty object.
        required: !body.safeParse({}).success,
        content: { 'application/json': { schema: book.refer(body, 'input') } },
      },
    }),
    responses: withHeaders({ ...answers, ...describeProblems(route) }, headersOf(route)),
  };
}

function describeParameters(route: Route, book: SchemaBook): JsonSchema[] {
  return [
    ...fieldsOf(route.params, 'path', book),
    ...fieldsOf(route.query, 'query', book),
    ...(route.exportsAs ? [formatParameter] : []),
    ...(needsIdempotencyKey(route) ? [idempotencyKeyHeader] : []),
    ...(route.takesIfMatch ? [ifMatchHeader] : []),
  ];
}

const formatParameter = {
  name: 'format',
  in: 'query',
  description:
    'As what: `json`, one page; or all that the filter finds as a file, `csv` (semicolons, decimal commas, dd/mm/aaaa, UTF-8 with a mark) or `xlsx`. The Accept header says the same. A file begins at `cursor` where there is one, and `limit` does not matter. Rows that change while a file is read may be in it as they were or as they are.',
  schema: { type: 'string', enum: listFormats, default: 'json' },
};

const idempotencyKeyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The same one whenever this call is repeated: it is done once and answered the same for ever.',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
};

const ifMatchHeader = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag (version) you decided on; 412 when the document has changed since.',
  schema: { type: 'string' },
};

function fieldsOf(schema: z.ZodType | undefined, place: 'path' | 'query', book: SchemaBook): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = book.refer(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: field,
  }));
}

function describeAnswers(route: Route, book: SchemaBook): JsonSchema {
  const mediaType = route.mediaType ?? 'application/json';
  const entries = Object.entries(route.answers).map(([status, schema]) => {
    const description = descriptions[status] ?? 'Done';
    if (!schema) return [status, { description }];
    const content = { [mediaType]: { schema: book.refer(schema, 'output') }, ...describeFiles(route) };
    return [status, { description, content }];
  });
  return Object.fromEntries(entries);
}

/** The files that a list can be had as. */
function describeFiles({ exportsAs, operationId }: Route): JsonSchema {
  if (!exportsAs) return {};
  const { data = [] } = (examples[operationId]?.answer ?? {}) as { data?: readonly never[] };
  return {
    [fileTypes.csv]: { schema: { type: 'string' }, example: csvExample(exportsAs, data) },
    [fileTypes.xlsx]: { schema: { type: 'string', format: 'binary' } },
  };
}

const descriptions: Record<string, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Written down; it finishes by itself. The body is the state now.',
};

function describeProblems(route: Route): JsonSchema {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(route)) {
    const { status } = problemTexts[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map((code) => `\`${code}\`: ${problemTexts[code].title.en}.`).join(' '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
          ),
        },
      },
    },
  ]);
  return Object.fromEntries(entries);
}

/** The problems that every route of this kind can answer with, and those that the route names itself. */
export function problemsOf(route: Route): Set<ProblemCode> {
  const takesBody = route.method !== 'get' && route.method !== 'delete';
  return new Set<ProblemCode>([
    'unauthenticated',
    'forbidden',
    ...(route.query || route.exportsAs || takesBody ? (['invalid_request'] as const) : []),
    ...(route.params ? (['not_found'] as const) : []),
    ...(route.params === byDocument ? (['erp_id_unknown'] as const) : []),
    ...(takesBody
      ? (['malformed_json', 'body_too_deep', 'body_too_large', 'unsupported_media_type'] as const)
      : []),
    ...(needsIdempotencyKey(route)
      ? ([
          'idempotency_key_missing',
          'idempotency_in_progress',
          'idempotency_key_reused',
          'answer_too_large',
        ] as const)
      : []),
    ...(route.takesIfMatch ? (['precondition_failed'] as const) : []),
    ...(route.collects ? (['feature_missing'] as const) : []),
    ...(route.needsConfirmation ? (['confirmation_needed'] as const) : []),
    ...(route.problems ?? []),
    'request_too_slow',
    'head_too_large',
    'rate_limited',
    'internal_error',
    'unavailable',
  ]);
}
