import type { Route } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';

/** What the declaration of a route says of it beside its own description, a paragraph each. */
export function operationNotes(route: Route, language: Language): string[] {
  const notes = [
    `${words.roles[language]}: ${route.roles.join(', ')}.`,
    route.collects && words.licence[language],
    route.needsConfirmation && confirmationNote(route.needsConfirmation, language),
  ];
  return notes.filter((note) => typeof note === 'string');
}

const words = {
  roles: { en: 'Roles', 'pt-BR': 'Papéis' },
  licence: {
    en: 'Needs the licence (features boleto and online_banking).',
    'pt-BR': 'Exige a licença (`features` `boleto` e `online_banking`).',
  },
};

function confirmationNote(needs: NonNullable<Route['needsConfirmation']>, language: Language): string {
  const fields = needs === true ? '' : needs.map((field) => `\`${field}\``).join(', ');
  if (language === 'pt-BR') {
    const when = fields && ` para alterar ${fields}`;
    return `Uma sessão do console deve ter sido confirmada nos últimos dez minutos${when} (\`POST /v1/sessions/current/confirm\`); uma chave de API não precisa.`;
  }
  const when = fields && ` for a change of ${fields}`;
  return `A console session must have been confirmed within the last ten minutes${when} (\`POST /v1/sessions/current/confirm\`); an API key need not.`;
}
