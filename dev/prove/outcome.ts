import type { ListedDocument } from '../demo/registered-documents.ts';
import { amendedByCents } from './deeds.ts';
import type { Deed } from './schedule.ts';
import type { Worked } from './work.ts';

type Expected = (document: ListedDocument, refused: boolean) => boolean;

const isSettled: Expected = ({ status }) => status === 'settled';
const isCancelled: Expected = ({ status }) => status === 'cancelled';
const isOpen: Expected = ({ status, version, syncedVersion }) =>
  status === 'registered' && version === syncedVersion;

/** How a document stands once its deed is done and nothing is under way. Who was paid is settled, whatever raced. */
const outcomes: Record<Deed, Expected> = {
  'pay-pix': isSettled,
  'pay-boleto': isSettled,
  amend: (document, refused) =>
    isOpen(document, refused) && (refused || document.additionCents === amendedByCents),
  'amend-and-pay': isSettled,
  cancel: isCancelled,
  'cancel-and-pay': isSettled,
  'edit-value': isOpen,
  // It is heard of by the comparison alone.
  'edit-delete': isCancelled,
  leave: isOpen,
};

/** What a company would miss: documents that are not as the world left them, each with what it is instead. */
export function missing(worked: Iterable<Worked>, listed: readonly ListedDocument[]): string[] {
  const found = new Map(listed.map((document) => [document.id, document]));
  return [...worked].flatMap(({ id, deed, state, refusals }) => {
    const document = found.get(id);
    if (!document) return [`${id} was answered 2xx and is not there`];
    if (state === 'done' && outcomes[deed](document, refusals.length > 0)) return [];
    const { status, version, syncedVersion, hold } = document;
    const why = hold ? `, held: ${hold.cause}` : '';
    return [
      `${id} (${deed}, ${state}) is ${status}, version ${version} of which Asaas has ${syncedVersion}${why}`,
    ];
  });
}

/**
 * Charges that a payer could pay and no document stands for: the second one of a document that was sent twice. In a run
 * every charge of the account is ours, so this asks the book alone, and nothing that we noted about references.
 */
export function strayCharges(
  charges: readonly { id: string; live: boolean }[],
  listed: readonly Pick<ListedDocument, 'chargeId' | 'status'>[],
): string[] {
  const standing = listed.filter(({ status }) => status !== 'cancelled').map(({ chargeId }) => chargeId);
  const known = new Set(standing);
  return charges
    .filter(({ id, live }) => live && !known.has(id))
    .map(({ id }) => `${id} is live at Asaas, and no document stands for it`);
}
