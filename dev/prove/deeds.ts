import { setTimeout as pause } from 'node:timers/promises';
import { insist } from '../demo/http-json.ts';
import { answerOf } from '../demo/public-api.ts';
import type { ListedDocument } from '../demo/registered-documents.ts';
import type { Cast } from './cast.ts';
import type { Deed } from './schedule.ts';

export type Charged = ListedDocument & { chargeId: string };

/** What an amendment adds, in centavos. */
export const amendedByCents = 990;

/** What somebody types at Asaas, in centavos: below every document of a run. */
export const editedValueCents = 7_777;

type Note = (error: unknown) => void;

/** How each deed is done. The two halves of a pair set out at the same moment, and either may be first. */
const ways: Record<Deed, (cast: Cast, document: Charged, refused: Note) => Promise<unknown>> = {
  'pay-pix': (cast, { chargeId }) => payByPix(cast, chargeId),
  'pay-boleto': (cast, { chargeId }) => payByBoleto(cast, chargeId),
  amend,
  'amend-and-pay': (cast, document, refused) =>
    Promise.all([amend(cast, document, refused), payByPix(cast, document.chargeId)]),
  cancel,
  'cancel-and-pay': (cast, document, refused) =>
    Promise.all([cancel(cast, document, refused), payByPix(cast, document.chargeId)]),
  'edit-value': (cast, { chargeId }) =>
    cast.control('POST', `/charges/${chargeId}/edit`, { valueCents: editedValueCents, tell: false }),
  'edit-delete': (cast, { chargeId }) =>
    cast.control('POST', `/charges/${chargeId}/edit`, { deleted: true, tell: false }),
  leave: async () => {},
};

/** Does a deed. `refused` hears what was refused, and throws what is no refusal. */
export async function doDeed(cast: Cast, deed: Deed, document: Charged, refused: Note): Promise<void> {
  await ways[deed](cast, document, refused);
}

/** The simulator is never struck, so one call is one payment. */
async function payByPix({ control }: Cast, chargeId: string): Promise<void> {
  await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
}

/** The bank credits it a moment later instead of the next day. */
async function payByBoleto({ control }: Cast, chargeId: string): Promise<void> {
  await control('POST', `/charges/${chargeId}/pay`, { method: 'boleto' });
  await pause(1_000);
  await insist(() => control('POST', `/charges/${chargeId}/settle`, {}));
}

async function amend({ company: { api } }: Cast, { id }: Charged, refused: Note): Promise<void> {
  const path = { id };
  await answerOf(
    api.PATCH('/v1/documents/{id}', { params: { path }, body: { additionCents: amendedByCents } }),
  ).catch(refused);
}

async function cancel({ company: { api } }: Cast, { id }: Charged, refused: Note): Promise<void> {
  const [path, body] = [{ id }, { reason: 'Venda desfeita' }];
  await answerOf(api.POST('/v1/documents/{id}/cancel', { params: { path }, body })).catch(refused);
}
