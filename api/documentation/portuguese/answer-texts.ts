/** What the OpenAPI file says of an answer when all is well, and the same in Portuguese. */
export const answerTexts: Readonly<Record<string, string>> = {
  'Done.': 'Feito.',
  'Created.': 'Criado.',
  'Written down; it finishes by itself. The body is the state now.':
    'Anotado; termina sozinho. O corpo é o estado atual.',
  'Signed in.': 'Sessão aberta.',
  'Ended.': 'Encerrada.',
  'Confirmed.': 'Confirmada.',
  'Stored.': 'Guardado.',
  'It does.': 'Está vivo.',
  'Ready.': 'Pronto.',
};
