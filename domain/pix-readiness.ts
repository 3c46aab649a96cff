/** What a person reads of an account's Pix, in Portuguese; nothing while all is well. */
export interface PixWords {
  words: string;
  cure: string;
}

/** Says what a missing Pix key means and what cures it; null means that nobody knows whether there is one. */
export function pixWords(ready: boolean | null): PixWords | null {
  if (ready) return null;
  return ready === null ? unknown : missing;
}

/** Asaas reference 10.5: such codes live until 23:59 of their day, and Asaas says that it will stop making them. */
const missing: PixWords = {
  words:
    'A conta não tem chave Pix ativa no Asaas: o QR Code de cada cobrança vale só até as 23:59 do dia em que é gerado.',
  cure: 'Cadastre uma chave Pix no Asaas (Pix → Minhas chaves) e verifique a conta.',
};

const unknown: PixWords = {
  words: 'Não se sabe se a conta tem uma chave Pix: o Asaas não respondeu, ou a chave de API não pode ver.',
  cure: 'Verifique a conta; se continuar assim, confira no Asaas se há uma chave Pix ativa.',
};
