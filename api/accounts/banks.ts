import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';

const bank = z
  .strictObject({ code: z.string(), ispb: z.string(), name: z.string(), shortName: z.string() })
  .meta({ id: 'Bank' });

/** The banks that an account can belong to (Asaas reference 8). */
export const banks: readonly z.output<typeof bank>[] = [
  {
    code: '461',
    ispb: '19540550',
    name: 'ASAAS GESTÃO FINANCEIRA INSTITUIÇÃO DE PAGAMENTO S.A.',
    shortName: 'ASAAS IP S.A.',
  },
];

const listBanks = defineRoute({
  method: 'get',
  path: '/v1/banks',
  operationId: 'listBanks',
  tag: 'Accounts',
  summary: 'List the banks an account can be of',
  roles: ['erp', 'operator', 'viewer'],
  answers: { 200: z.strictObject({ data: z.array(bank) }) },
  async handle() {
    return ok({ data: [...banks] });
  },
});

export const bankRoutes = [listBanks];
