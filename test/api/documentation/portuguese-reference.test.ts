import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../api/documentation/openapi.ts';
import { publicPaths } from '../../../api/documentation/openapi-public-paths.ts';
import { answerTexts } from '../../../api/documentation/portuguese/answer-texts.ts';
import { operationTexts } from '../../../api/documentation/portuguese/operation-texts.ts';
import { portugueseDescription } from '../../../api/documentation/portuguese/portuguese-description.ts';
import { operationsOf } from '../../../api/documentation/reference/operations.ts';
import { referencePage } from '../../../api/documentation/reference/reference-page.ts';
import { routes } from '../../../api/routes.ts';

const english = describeApi(routes);
const operations = operationsOf(english);
const portuguese = portugueseDescription(english, routes);
const translated = operationsOf(portuguese);

/** Without the notes that follow from the declaration of a route. */
const described = [...routes, ...operationsOf({ paths: publicPaths })]
  .filter(({ description }) => description)
  .map(({ operationId }) => operationId);

describe('the Portuguese reference', () => {
  it('has a summary of every operation, and of no other', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(Object.keys(operationTexts).toSorted()).toEqual(ids.toSorted());
    const same = operations.filter(
      ({ operationId, summary }) => operationTexts[operationId]?.summary === summary,
    );
    expect(same).toEqual([]);
  });

  it('has a description exactly where the English one has', () => {
    const ours = Object.entries(operationTexts).filter(([, { description }]) => description);
    expect(ours.map(([id]) => id).toSorted()).toEqual(described.toSorted());
  });

  it('names every code, field and path that the English description names', () => {
    const codesOf = (text = '') => (text.match(/`[^`]+`/g) ?? []).toSorted();
    const unlike = [...routes, ...operationsOf({ paths: publicPaths })].filter(
      ({ operationId, description }) => {
        const ours = new Set(codesOf(operationTexts[operationId]?.description));
        return !codesOf(description).every((code) => ours.has(code));
      },
    );
    expect(unlike.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('says the roles, the licence and the confirmation of an operation in Portuguese', () => {
    const inEnglish = /^(Roles:|Needs the licence|A console session)/m;
    expect(translated.filter(({ description }) => inEnglish.test(description ?? ''))).toEqual([]);
    const descriptionOf = (id: string) =>
      translated.find(({ operationId }) => operationId === id)?.description;
    expect(descriptionOf('sendRemittance')).toContain('\n\nPapéis: erp, operator.\n\nExige a licença');
    expect(descriptionOf('createApiKey')).toContain('Uma sessão do console deve ter sido confirmada');
    expect(descriptionOf('changeAccount')).toContain('nos últimos dez minutos para alterar `apiKey`');
  });

  it('says every answer in Portuguese, and no other', () => {
    const said = operations.flatMap(({ responses }) =>
      Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .map(([, { description }]) => description),
    );
    expect(Object.keys(answerTexts).toSorted()).toEqual([...new Set(said)].toSorted());
  });

  it('stands on the page, whose links are those of the English page', () => {
    const page = referencePage(portuguese, 'pt-BR', 'https://remessa.example');
    expect(page).toContain('<h2 id="settlement-returns">Retornos</h2><p>O que uma conta recebeu');
    expect(page).toContain('<a href="#sendRemittance">Enviar documentos para cobrança</a>');
    expect(page).toContain('<summary>Regras de envio</summary>');
    for (const { name, description } of english.tags) {
      expect(page).toContain(`id="${name.toLowerCase().replaceAll(' ', '-')}"`);
      expect(page).not.toContain(description);
    }
  });
});
