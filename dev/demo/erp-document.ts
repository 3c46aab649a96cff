import type { BillingType } from '../../domain/collection-terms.ts';

/** One receivable as the ERP posts it to `POST /v1/documents`: centavos, `YYYY-MM-DD`, a bare tax id. */
export interface ErpDocument {
  erpId: string;
  number: string;
  payer: {
    taxId: string;
    name: string;
    email?: string;
    phone?: string;
    address?: {
      street?: string;
      number?: string;
      complement?: string;
      district?: string;
      postalCode?: string;
    };
  };
  amountCents: number;
  dueDate: string;
  discount?: { type: 'percentage'; percent: number };
  fine?: { type: 'percentage'; percent: number };
  interest?: { percentPerMonth: number };
  description?: string;
  billingType: BillingType;
}
