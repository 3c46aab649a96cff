import { marked, type Tokens } from 'marked';
import type { Language } from '../../http/language.ts';
import { guide } from '../guide.ts';
import { portugueseGuide } from '../guide-pt.ts';
import { escapeHtml } from '../html-page.ts';
import type { JsonSchema } from '../openapi-schemas.ts';
import { type DescribedEvent, eventHtml, eventItemHtml, eventsOf } from './event-html.ts';
import { operationHtml, type Showing } from './operation-html.ts';
import { type Operation, operationsOf } from './operations.ts';
import { words } from './words.ts';

/** What the page is made of: the OpenAPI document. */
export interface Description {
  tags: readonly { name: string; title?: string; description: string }[];
  paths: Record<string, JsonSchema>;
  webhooks: Record<string, JsonSchema>;
  components: { schemas: Record<string, JsonSchema> };
}

/** The documentation in one page: guide and reference, with navigation, search and code to copy. It can be read without its script. */
export function referencePage(description: Description, language: Language, publicUrl: string): string {
  const showing = { schemas: description.components.schemas, language, publicUrl };
  const operations = operationsOf(description);
  const events = eventsOf(description);
  const text = guideHtml(language === 'en' ? guide : portugueseGuide);
  const groups = description.tags.map((tag) => ({
    title: tag.name,
    ...tag,
    operations: operations.filter(({ tags }) => tags.includes(tag.name)),
  }));
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Remessa API</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/docs.css">
    <script src="/docs/docs.js" defer></script>
  </head>
  <body data-copied="${words.copied[language]}">
    <nav aria-label="Remessa API">${navigationHtml(text.headings, groups, events, language)}</nav>
    <main>
      <article class="guide"><h1>Remessa API</h1>${text.html}</article>
      <h1 id="reference">${words.reference[language]}</h1>
      <div class="note">${marked.parse(words.referenceNote[language], { async: false })}<p>${words.optional[language]}</p></div>
      ${groups.map((group) => groupHtml(group, showing)).join('\n')}
      <h2 id="webhooks">${words.webhooks[language]}</h2><p>${words.webhooksNote[language]}</p>
      ${events.map((event) => eventHtml(event, showing)).join('\n')}
    </main>
  </body>
</html>
`;
}

interface Group {
  /** In English on every page, so that a link to the group leads there in both. */
  name: string;
  title: string;
  description: string;
  operations: Operation[];
}

function groupHtml({ name, title, description, operations }: Group, showing: Showing): string {
  return `<h2 id="${slug(name)}">${escapeHtml(title)}</h2><p>${escapeHtml(description)}</p>
${operations.map((operation) => operationHtml(operation, showing)).join('\n')}`;
}

interface Heading {
  id: string;
  text: string;
}

/** The guide, its headings named so that the navigation can lead there. */
function guideHtml(markdown: string): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const renderer = new marked.Renderer();
  renderer.heading = ({ text, depth }: Tokens.Heading) => {
    const id = slug(text);
    if (depth === 2) headings.push({ id, text });
    return `<h${depth} id="${id}">${escapeHtml(text)}</h${depth}>`;
  };
  renderer.code = ({ text }: Tokens.Code) =>
    `<div class="samples"><pre><code>${escapeHtml(text)}</code></pre></div>`;
  return { html: marked.parse(markdown, { renderer, async: false }), headings };
}

function navigationHtml(
  headings: Heading[],
  groups: Group[],
  events: DescribedEvent[],
  language: Language,
): string {
  const other = language === 'en' ? '/docs/pt' : '/docs';
  const item = ({ id, text }: Heading) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`;
  const operation = ({ operationId, method, summary, path }: Operation) =>
    `<li data-find="${escapeHtml(`${operationId} ${path} ${summary}`.toLowerCase())}"><a href="#${operationId}"><b class="${method}">${method.toUpperCase()}</b> ${escapeHtml(summary)}</a></li>`;
  const group = ({ title, operations }: Group) =>
    `<details open><summary>${escapeHtml(title)}</summary><ul>${operations.map(operation).join('')}</ul></details>`;
  return `<p class="links"><a href="/docs/problems?lang=${language === 'en' ? 'en' : 'pt'}">${words.problems[language]}</a> <a href="${other}" hreflang="${language === 'en' ? 'pt-BR' : 'en'}">${words.otherLanguage[language]}</a></p>
<input type="search" placeholder="${words.search[language]}" aria-label="${words.search[language]}">
<details open class="of-guide"><summary>${words.guide[language]}</summary><ul>${headings.map(item).join('')}</ul></details>
${groups.map(group).join('\n')}
<details><summary>${words.webhooks[language]}</summary><ul>${events.map(eventItemHtml).join('')}</ul></details>
<p class="nothing" hidden>${words.nothingFound[language]}</p>`;
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
