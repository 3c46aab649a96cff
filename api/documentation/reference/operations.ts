import { ids } from '../examples/example.ts';
import type { JsonSchema } from '../openapi-schemas.ts';

interface Media {
  schema: JsonSchema;
  example?: unknown;
  examples?: object;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: JsonSchema;
}

/** One operation as the OpenAPI file has it. */
export interface Operation {
  method: string;
  path: string;
  operationId: string;
  tags: readonly string[];
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}

/** Every operation of the OpenAPI document, in its order. */
export function operationsOf({ paths }: { paths: Record<string, object> }): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => ({ method, path, ...(operation as object) }) as Operation,
    ),
  );
}

const idsByNoun: Record<string, string> = {
  tenants: ids.tenant,
  'api-keys': ids.apiKey,
  users: ids.user,
  accounts: ids.account,
  documents: 'erp:CR-1',
  remittances: ids.remittance,
  divergences: ids.divergence,
  'settlement-returns': ids.settlementReturn,
  'unidentified-receipts': ids.receipt,
  'webhook-endpoints': ids.endpoint,
};

/** What stands for the id in the path of a sample. */
export function pathIdOf(path: string): string {
  return idsByNoun[path.split('/')[2] ?? ''] ?? '{id}';
}
