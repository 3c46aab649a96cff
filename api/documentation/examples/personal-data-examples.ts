import { keptBecause } from '../../../domain/erasure-words.ts';
import { type Examples, ids } from './example.ts';

const erasure = {
  payerId: ids.payer,
  erasedAt: null,
  obstacles: [],
  erases: { 'documents.description': 1, 'timeline.details': 3, 'statement_lines.description': 1 },
  documents: 1,
  keptUntil: '2035-12-13',
  keptBecause: keptBecause.en,
  atAsaas: [{ accountId: ids.account, customerId: 'cus_000008392497' }],
  confirmation: '5f1d7a0c9be2843361f4ad0e57c8b92d6a3e40f715c2d98b7e6f0a1b2c3d4e5f',
};

/** What a person may ask for: what is held of a payer, and that it goes. */
export function personalDataExamples(payer: { id: string; taxId: string }): Examples {
  return {
    findPayer: { body: { taxId: payer.taxId }, answer: payer },
    exportPersonalData: {
      answer: {
        rows: { payers: [{ id: payer.id, tax_id: payer.taxId, name: 'Padaria do Bairro Ltda' }] },
        namedElsewhere: { 'statement_lines.description': 1 },
      },
    },
    previewErasure: { answer: erasure },
    erasePayer: {
      body: { confirmation: erasure.confirmation },
      answer: { ...erasure, erasedAt: '2031-06-02T13:20:41.907Z', erases: {}, confirmation: null },
    },
  };
}
