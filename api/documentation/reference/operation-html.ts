import type { Language } from '../../http/language.ts';
import { escapeHtml } from '../html-page.ts';
import { codeSamples } from './code-samples.ts';
import { type Operation, pathIdOf } from './operations.ts';
import { fieldsHtml, inlineCode, type Schemas, typeText } from './schema-html.ts';
import { words } from './words.ts';

export interface Showing {
  schemas: Schemas;
  language: Language;
  /** What addresses in the samples begin with. */
  publicUrl: string;
}

/** One operation: what it is about, what it takes and answers, and calls to copy. */
export function operationHtml(operation: Operation, showing: Showing): string {
  const { method, path, operationId, summary, description = '' } = operation;
  const text = description
    .split('\n\n')
    .map((paragraph) => `<p>${inlineCode(paragraph)}</p>`)
    .join('');
  return `<section class="operation" id="${operationId}">
<div class="text">
<h3><a href="#${operationId}">${escapeHtml(summary)}</a></h3>
<p class="address"><b class="${method}">${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <small>${operationId}</small></p>
${text}
${parametersHtml(operation, showing)}
${bodyHtml(operation, showing)}
${answersHtml(operation, showing)}
</div>
<div class="code">
${samplesHtml(operation, showing)}
${exampleHtml(operation, showing)}
</div>
</section>`;
}

function parametersHtml({ parameters = [] }: Operation, { schemas, language }: Showing): string {
  if (parameters.length === 0) return '';
  const lines = parameters.map(({ name, in: place, required, description, schema }) => {
    const mark = required ? '' : ' <i>?</i>';
    const said = description ?? (schema.description as string | undefined) ?? '';
    return `<dt><code>${escapeHtml(name)}</code>${mark} <small>${place}, ${escapeHtml(typeText(schema, schemas))}</small></dt><dd>${inlineCode(said)}</dd>`;
  });
  return `<h4>${words.parameters[language]}</h4><dl class="fields">${lines.join('')}</dl>`;
}

function bodyHtml({ requestBody }: Operation, { schemas, language }: Showing): string {
  const [media] = Object.values(requestBody?.content ?? {});
  return media ? `<h4>${words.body[language]}</h4>${fieldsHtml(media.schema, schemas)}` : '';
}

function answersHtml({ responses }: Operation, { schemas, language }: Showing): string {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const answers = successes.map(([status, { description, content }]) => {
    const [media] = Object.values(content ?? {});
    const fields = media ? fieldsHtml(media.schema, schemas) : '';
    const details = fields && `<details><summary>${words.fields[language]}</summary>${fields}</details>`;
    return `<h4>${words.answer[language]} ${status}</h4><p>${inlineCode(description)}</p>${details}`;
  });
  const asked = language === 'en' ? '' : '?lang=pt';
  const codes = Object.entries(responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, { content }]) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}).map(
        (code) =>
          `<a href="/docs/problems${asked}#${code}"><code>${code}</code></a>&nbsp;<small>${status}</small>`,
      ),
    );
  const refusals = codes.length > 0 ? `<h4>${words.refusals[language]}</h4><p>${codes.join(', ')}</p>` : '';
  return answers.join('') + refusals;
}

function samplesHtml(operation: Operation, { publicUrl, language }: Showing): string {
  const { method, path, parameters = [], requestBody } = operation;
  const [media] = Object.values(requestBody?.content ?? {});
  const samples = codeSamples({
    method: method.toUpperCase(),
    url: `${publicUrl}${path.replace(/\{\w+\}/, pathIdOf(path))}`,
    needsIdempotencyKey: parameters.some(({ name }) => name === 'Idempotency-Key'),
    body: media?.example,
  });
  const tabs = samples.map(
    ({ language: name }, at) =>
      `<button type="button" data-language="${name}" aria-pressed="${at === 0}">${name}</button>`,
  );
  const codes = samples.map(
    ({ language: name, code }, at) =>
      `<pre data-language="${name}"${at === 0 ? '' : ' hidden'}><code>${escapeHtml(code)}</code></pre>`,
  );
  return `<div class="samples"><div class="tabs">${tabs.join('')}<button type="button" class="copy">${words.copy[language]}</button></div>${codes.join('')}</div>`;
}

function exampleHtml({ responses }: Operation, { language }: Showing): string {
  const [status, response] = Object.entries(responses).find(([each]) => each.startsWith('2')) ?? [];
  const [media] = Object.values(response?.content ?? {});
  if (media?.example === undefined) return '';
  const text = typeof media.example === 'string' ? media.example : JSON.stringify(media.example, null, 2);
  return `<div class="samples"><div class="tabs"><span>${words.answer[language]} ${status}</span><button type="button" class="copy">${words.copy[language]}</button></div><pre><code>${escapeHtml(text)}</code></pre></div>`;
}
