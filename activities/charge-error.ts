import type { Refused } from '../asaas/errors.ts';
import type { ChargeError } from '../db/tables.ts';

/** Asaas' refusal, word for word, with the field it means here and what a person can do. */
export function toChargeError(refusal: Refused): ChargeError {
  const [fault] = refusal.faults;
  const known = knownFaults[fault.code] ?? byWords(fault.description);
  return {
    code: fault.code,
    field: known?.field ?? null,
    message: refusal.faults.map((each) => each.description).join(' '),
    cure: known?.cure ?? 'Corrija o que o Asaas aponta e transmita novamente.',
  };
}

interface Meaning {
  field: string;
  cure: string;
}

/** Codes seen in the wild (Asaas reference 1.4); there is no official catalogue. */
const knownFaults: Record<string, Meaning> = {
  invalid_dueDate: {
    field: 'dueDate',
    cure: 'Altere o vencimento para hoje ou uma data futura e transmita novamente.',
  },
  invalid_value: { field: 'amountCents', cure: 'Corrija o valor do documento e transmita novamente.' },
  invalid_customer: { field: 'payer', cure: 'Confira os dados do pagador e transmita novamente.' },
  invalid_mobilePhone: {
    field: 'payer.phone',
    cure: 'Corrija ou apague o telefone do pagador e transmita novamente.',
  },
  invalid_email: {
    field: 'payer.email',
    cure: 'Corrija ou apague o e-mail do pagador e transmita novamente.',
  },
  invalid_postalCode: {
    field: 'payer.address.postalCode',
    cure: 'Corrija o CEP do pagador e transmita novamente.',
  },
};

/** `invalid_object` covers several faults that only the words tell apart. */
function byWords(description: string): Meaning | undefined {
  if (/CPF|CNPJ/i.test(description)) {
    return { field: 'payer.taxId', cure: 'Corrija o CPF ou CNPJ do pagador e transmita novamente.' };
  }
  if (/não pode ser menor que/i.test(description)) {
    return {
      field: 'amountCents',
      cure: 'O valor menos o desconto deve ser de pelo menos R$ 5,00: corrija-os e transmita novamente.',
    };
  }
  return undefined;
}
