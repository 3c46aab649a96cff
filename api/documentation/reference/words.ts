import type { Bilingual } from '../../http/language.ts';

/** What the page says around the reference. */
export const words = {
  search: { en: 'Search operations', 'pt-BR': 'Buscar operações' },
  guide: { en: 'Guide', 'pt-BR': 'Guia' },
  reference: { en: 'Reference', 'pt-BR': 'Referência' },
  referenceNote: {
    en: 'Every operation, its fields, its answers and calls to copy. The same as a file: [openapi.json](/openapi.json), and for Postman: [postman.json](/postman.json).',
    'pt-BR':
      'Cada operação com seus campos, respostas e chamadas prontas para copiar (parâmetros, campos e eventos são descritos em inglês). O mesmo em arquivo: [openapi.json](/openapi.json), e para o Postman: [postman.json](/postman.json).',
  },
  problems: { en: 'Problems', 'pt-BR': 'Problemas' },
  otherLanguage: { en: 'Português', 'pt-BR': 'English' },
  parameters: { en: 'Parameters', 'pt-BR': 'Parâmetros' },
  body: { en: 'Body', 'pt-BR': 'Corpo' },
  answer: { en: 'Answer', 'pt-BR': 'Resposta' },
  fields: { en: 'Its fields', 'pt-BR': 'Os campos' },
  refusals: { en: 'Problems', 'pt-BR': 'Problemas' },
  webhooks: { en: 'Webhooks', 'pt-BR': 'Webhooks' },
  webhooksNote: {
    en: 'What is posted to your endpoints, one type each. The feed has the same data.',
    'pt-BR': 'O que é enviado aos seus endereços, um tipo cada. O feed traz os mesmos dados.',
  },
  copy: { en: 'Copy', 'pt-BR': 'Copiar' },
  copied: { en: 'Copied', 'pt-BR': 'Copiado' },
  optional: { en: 'A “?” marks what may be left out.', 'pt-BR': 'O “?” marca o que pode faltar.' },
  nothingFound: { en: 'No operation like that.', 'pt-BR': 'Nenhuma operação assim.' },
} as const satisfies Record<string, Bilingual>;
