import type { Route } from '../../http/define-route.ts';
import { operationNotes } from '../operation-notes.ts';
import type { Operation } from '../reference/operations.ts';
import type { Description } from '../reference/reference-page.ts';
import { type Tag, tagTexts } from '../tags.ts';
import { answerTexts } from './answer-texts.ts';
import { operationTexts } from './operation-texts.ts';

/**
 * The OpenAPI document as the Portuguese page shows it: groups, operations and answers in Portuguese. Descriptions of
 * parameters, fields and events stay English.
 */
export function portugueseDescription(english: Description, routes: readonly Route[]): Description {
  const routeOf = new Map(routes.map((route) => [route.operationId, route]));
  const translate = (operation: Operation) => translated(operation, routeOf.get(operation.operationId));
  return {
    ...english,
    tags: english.tags.map(({ name }) => {
      const { portugueseName, 'pt-BR': description } = tagTexts[name as Tag];
      return { name, title: portugueseName, description };
    }),
    paths: mapValues(english.paths, (methods) => mapValues(methods as Record<string, Operation>, translate)),
  };
}

function translated(operation: Operation, route: Route | undefined): Operation {
  const text = operationTexts[operation.operationId];
  if (!text) return operation;
  const notes = route ? operationNotes(route, 'pt-BR') : [];
  return {
    ...operation,
    summary: text.summary,
    description: [text.description, ...notes].filter(Boolean).join('\n\n'),
    responses: mapValues(operation.responses, (response) => ({
      ...response,
      description: answerTexts[response.description] ?? response.description,
    })),
  };
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
