import type { Refused } from '../asaas/errors.ts';
import type { ChargeError } from '../domain/charge-error.ts';

/**
 * The end of each cure. After a correction a person must send the document again; an amendment goes out without help.
 */
const afterwards = {
  registration: 'transmita novamente',
  amendment: 'salve: a alteração segue sozinha para o Asaas',
};

/** Asaas' refusal in its own words, with our name of the field and what a person can do. */
export function toChargeError(refusal: Refused, of: keyof typeof afterwards = 'registration'): ChargeError {
  const [fault] = refusal.faults;
  const known = knownFaults[fault.code] ?? byWords(fault.description);
  return {
    code: fault.code,
    field: known?.field ?? null,
    message: refusal.faults.map((each) => each.description).join(' '),
    cure: `${known?.correction ?? 'Corrija o que o Asaas aponta'} e ${afterwards[of]}.`,
  };
}

interface Meaning {
  field: string;
  /** What to correct: the first part of a sentence. */
  correction: string;
}

/** Codes that Asaas was seen to answer (Asaas reference 1.4). There is no official list. */
const knownFaults: Record<string, Meaning> = {
  invalid_dueDate: {
    field: 'dueDate',
    correction: 'Altere o vencimento para hoje ou uma data futura',
  },
  invalid_value: { field: 'amountCents', correction: 'Corrija o valor do documento' },
  invalid_customer: { field: 'payer', correction: 'Confira os dados do pagador' },
  invalid_mobilePhone: {
    field: 'payer.phone',
    correction: 'Corrija ou apague o telefone do pagador',
  },
  invalid_email: {
    field: 'payer.email',
    correction: 'Corrija ou apague o e-mail do pagador',
  },
  invalid_postalCode: {
    field: 'payer.address.postalCode',
    correction: 'Corrija o CEP do pagador',
  },
};

/** `invalid_object` means several faults. Only the text tells which one. */
function byWords(description: string): Meaning | undefined {
  if (/CPF|CNPJ/i.test(description)) {
    return { field: 'payer.taxId', correction: 'Corrija o CPF ou CNPJ do pagador' };
  }
  if (/não pode ser menor que/i.test(description)) {
    return {
      field: 'amountCents',
      correction: 'Corrija valor e desconto (o que resta deve ser de pelo menos R$ 5,00)',
    };
  }
  return undefined;
}
