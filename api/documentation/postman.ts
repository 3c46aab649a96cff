import { type Operation, operationsOf, pathIdOf } from './reference/operations.ts';
import type { Description } from './reference/reference-page.ts';

/**
 * The API as a Postman collection (format 2.1, which Bruno and Insomnia import too): a folder for each group, the example of
 * each body, `baseUrl` and `key` as variables.
 */
export function postmanCollection(description: Description, publicUrl: string) {
  const operations = operationsOf(description);
  return {
    info: {
      name: 'Remessa API',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{key}}', type: 'string' }] },
    variable: [
      { key: 'baseUrl', value: publicUrl },
      { key: 'key', value: '' },
    ],
    item: description.tags.map(({ name, description: about }) => ({
      name,
      description: about,
      item: operations.filter(({ tags }) => tags.includes(name)).map(toItem),
    })),
  };
}

function toItem(operation: Operation) {
  const { method, path, summary, description, parameters = [], requestBody } = operation;
  const [media] = Object.values(requestBody?.content ?? {});
  const named = parameters.filter(({ in: place }) => place === 'path');
  const query = parameters.filter(({ in: place }) => place === 'query');
  const needsKey = parameters.some(({ name }) => name === 'Idempotency-Key');
  return {
    name: summary,
    request: {
      method: method.toUpperCase(),
      description,
      header: [
        ...(needsKey ? [{ key: 'Idempotency-Key', value: '{{$guid}}' }] : []),
        ...(media ? [{ key: 'Content-Type', value: 'application/json' }] : []),
      ],
      ...(media && {
        body: {
          mode: 'raw',
          raw: JSON.stringify(media.example, null, 2),
          options: { raw: { language: 'json' } },
        },
      }),
      url: {
        raw: `{{baseUrl}}${path.replace(/\{(\w+)\}/g, ':$1')}`,
        host: ['{{baseUrl}}'],
        path: path
          .slice(1)
          .split('/')
          .map((part) => part.replace(/\{(\w+)\}/g, ':$1')),
        variable: named.map(({ name }) => ({ key: name, value: pathIdOf(path) })),
        // What may be left out is there to be switched on.
        query: query.map(({ name, required, description: about }) => ({
          key: name,
          value: '',
          description: about,
          disabled: !required,
        })),
      },
    },
  };
}
