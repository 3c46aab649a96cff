import { examples } from './examples/examples.ts';
import type { JsonSchema } from './openapi-schemas.ts';

interface Described {
  operationId: string;
  requestBody?: { content: Record<string, object> };
  responses: Record<string, { content?: Record<string, object> }>;
}

/** The operation with the example of its body, and of what it answers when all is well. */
function withExample(operation: Described): Described {
  const { body, answer } = examples[operation.operationId] ?? {};
  const { requestBody } = operation;
  const shown = requestBody && { ...requestBody, content: showIn(requestBody.content, body) };
  return {
    ...operation,
    ...(shown && { requestBody: shown }),
    responses: showAnswer(operation.responses, answer),
  };
}

function showAnswer(responses: Described['responses'], answer: unknown): Described['responses'] {
  const entries = Object.entries(responses).map(([status, response]) => {
    const { content } = response;
    return [
      status,
      content && status.startsWith('2') ? { ...response, content: showIn(content, answer) } : response,
    ];
  });
  return Object.fromEntries(entries);
}

function showIn(content: Record<string, object>, example: unknown): Record<string, object> {
  if (example === undefined) return content;
  // What a list is as a file has an example of its own, or none.
  const isOwn = (type: string) => type === 'application/json' || Object.keys(content).length === 1;
  const entries = Object.entries(content).map(([type, inner]) => [
    type,
    isOwn(type) ? { ...inner, example } : inner,
  ]);
  return Object.fromEntries(entries);
}

/** All operations with their examples. */
export function withExamples(paths: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const entries = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, withExample(operation as Described)]),
    ),
  ]);
  return Object.fromEntries(entries);
}
