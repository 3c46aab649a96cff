import { escapeHtml } from '../html-page.ts';
import type { JsonSchema } from '../openapi-schemas.ts';
import type { Showing } from './operation-html.ts';
import { fieldsHtml, inlineCode } from './schema-html.ts';
import { words } from './words.ts';

/** One event as the OpenAPI file has it, in its section `webhooks`. */
export interface DescribedEvent {
  type: string;
  summary: string;
  schema: JsonSchema;
  example: unknown;
}

interface Webhook {
  post: {
    summary: string;
    requestBody: { content: { 'application/json': { schema: JsonSchema; example?: unknown } } };
  };
}

export function eventsOf({ webhooks }: { webhooks: Record<string, JsonSchema> }): DescribedEvent[] {
  return Object.entries(webhooks).map(([type, webhook]) => {
    const { summary, requestBody } = (webhook as unknown as Webhook).post;
    const { schema, example } = requestBody.content['application/json'];
    return { type, summary, schema, example };
  });
}

/** One event: when it is told, its fields, and what arrives. */
export function eventHtml(
  { type, summary, schema, example }: DescribedEvent,
  { schemas, language }: Showing,
): string {
  return `<section class="operation" id="${type}">
<div class="text">
<h3><a href="#${type}"><code>${type}</code></a></h3>
<p>${inlineCode(summary)}</p>
<details><summary>${words.fields[language]}</summary>${fieldsHtml(schema, schemas)}</details>
</div>
<div class="code"><div class="samples"><div class="tabs"><span>POST</span><button type="button" class="copy">${words.copy[language]}</button></div><pre><code>${escapeHtml(JSON.stringify(example, null, 2))}</code></pre></div></div>
</section>`;
}

export function eventItemHtml({ type, summary }: DescribedEvent): string {
  return `<li data-find="${escapeHtml(`${type} ${summary}`.toLowerCase())}"><a href="#${type}">${type}</a></li>`;
}
