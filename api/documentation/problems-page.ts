import type { Route } from '../http/define-route.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { faultTexts } from '../problems/fault-texts.ts';
import type { ProblemCode } from '../problems/problem.ts';
import { problemTexts } from '../problems/problem-texts.ts';
import { escapeHtml, htmlPage } from './html-page.ts';
import { problemsOf } from './openapi.ts';

/** The page of every problem's `type`: each code with its status, its meaning, its cure, and the operations that answer it. */
export function problemsPage(routes: readonly Route[], language: Language): string {
  const say = (text: Bilingual) => escapeHtml(showPlaces(text[language]));
  const answeredBy = findAnsweringRoutes(routes);
  const codes = Object.keys(problemTexts) as ProblemCode[];
  const problems = codes.map((code) => {
    const { status, title, detail } = problemTexts[code];
    return `<section id="${code}">
<h3><a href="#${code}"><code>${code}</code></a> <small>${status} · ${say(title)}</small></h3>
<p>${say(detail)}</p>
${whoAnswers(answeredBy.get(code) ?? [], routes.length, language)}
</section>`;
  });
  const faults = Object.entries(faultTexts).map(
    ([code, text]) => `<tr id="fault-${code}"><td><code>${code}</code></td><td>${say(text)}</td></tr>`,
  );
  const body = `<h1>${say(words.title)}</h1>
<p>${say(words.introduction)}</p>
${problems.join('\n')}
<h2 id="faults">${say(words.faults)}</h2>
<p>${say(words.faultsIntroduction)}</p>
<table>${faults.join('\n')}</table>`;
  return htmlPage({ title: words.title[language], language, path: '/docs/problems', body });
}

const words = {
  title: { en: 'Problems', 'pt-BR': 'Problemas' },
  introduction: {
    en: 'What this API answers when it cannot do as asked, as application/problem+json. Act on the code; the detail names the cure.',
    'pt-BR':
      'O que esta API responde quando não pode fazer o que se pediu, em application/problem+json. O programa decide pelo código; o detalhe diz o que fazer.',
  },
  faults: { en: 'Faults', 'pt-BR': 'Erros de campo' },
  faultsIntroduction: {
    en: 'What errors[] names one by one, each with the path of its field.',
    'pt-BR': 'O que errors[] aponta um a um, cada um com o caminho do seu campo.',
  },
  byAny: { en: 'Any call may be answered so.', 'pt-BR': 'Qualquer chamada pode ser respondida assim.' },
  bySome: { en: 'Answered by', 'pt-BR': 'Respondido por' },
  outside: {
    en: 'Answered outside the declared operations: where people sign in, or where nothing is mounted.',
    'pt-BR': 'Respondido fora das operações declaradas: na entrada de pessoas, ou onde não há nada.',
  },
} as const satisfies Record<string, Bilingual>;

/** `{role}` is filled in when it is answered; here it is shown as a place. */
function showPlaces(text: string): string {
  return text.replace(/\{(\w+)\}/g, '‹$1›');
}

function findAnsweringRoutes(routes: readonly Route[]): Map<ProblemCode, Route[]> {
  const answering = new Map<ProblemCode, Route[]>();
  for (const route of routes) {
    for (const code of problemsOf(route)) answering.set(code, [...(answering.get(code) ?? []), route]);
  }
  return answering;
}

function whoAnswers(answering: readonly Route[], all: number, language: Language): string {
  if (answering.length === 0) return `<p><small>${words.outside[language]}</small></p>`;
  if (answering.length === all) return `<p><small>${words.byAny[language]}</small></p>`;
  const names = answering.map(({ operationId }) => `<code>${operationId}</code>`);
  return `<details><summary>${words.bySome[language]} ${names.length}</summary><p>${names.join(', ')}</p></details>`;
}
