import { type CalendarDate, toBrazilianDate } from './calendar.ts';

/**
 * What a person reads of a key that Asaas says will die, in Portuguese. An account may have ten keys and Asaas tells
 * only the name, so a person has to say whether it is the one used here.
 */
export function expiringKeyWords(keyName: string | null, expiresOn: CalendarDate | null): string {
  const which = keyName === null ? 'Uma chave de API desta conta' : `A chave de API “${keyName}” desta conta`;
  const day = expiresOn === null ? 'em breve' : `em ${toBrazilianDate(expiresOn)}`;
  return `${which} vai expirar no Asaas ${day}.`;
}

/** What can be done about it, in Portuguese. */
export const expiringKeyCure =
  'Se é a chave cadastrada aqui, gere outra no Asaas (Integrações → Chaves de API) e informe-a na conta; se é de outro sistema, nada muda aqui.';
