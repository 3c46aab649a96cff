import { Button } from '@mantine/core';
import { IconBan, IconSend, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Document, Schemas } from '../../client/api.ts';
import type { Selection } from '../../list/selection.ts';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { counted, money } from '../../words/format.ts';
import { disabledReason } from '../../words/statuses.ts';
import { sendChoice } from '../remittances/send-choice.ts';
import { BoletoButtons } from './boleto-buttons.tsx';
import { CancelSelectedWindow } from './cancel-selected-window.tsx';
import type { DocumentSearch } from './document-search.ts';
import { markedTotals } from './list-totals.tsx';

interface Props {
  selection: Selection;
  rows: readonly Document[];
  search: DocumentSearch;
  totals: Schemas['Totals'] | undefined;
}

/** More than these at once are asked of a remittance, or of the ERP. */
const cancelledMax = 100;

/** What can be done with all that is marked. */
export function BulkBar({ selection, rows, search, totals }: Props) {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const [isCancelling, setCancelling] = useState(false);
  if (selection.isEmpty) return null;
  const marked = markedTotals(selection, rows, totals);
  const chosen = rows.filter((row) => selection.isMarked(row.id));
  const unsendable = chosen.find((row) => disabledReason('send', row) !== undefined);
  const sendReason = unsendable
    ? `${unsendable.number}: ${disabledReason('send', unsendable)}`
    : narrowedReason(selection, search);
  const cancelReason = cancellingReason(chosen, marked.count);
  const send = () => {
    if (selection.all) {
      void navigate({ to: '/remessa', search: forSending(search) });
      return;
    }
    sendChoice.set([...selection.ids]);
    void navigate({ to: '/remessa', search: { escolhidos: true } });
  };
  return (
    <section className="bulk" aria-label="Ações com os marcados">
      <b>
        {counted(marked.count, 'marcado', 'marcados')}, {money(marked.amountCents)}
      </b>
      <ReasonedButton
        size="xs"
        variant="white"
        color="dark"
        disabledReason={writeReason ?? sendReason}
        leftSection={<IconSend size={14} aria-hidden />}
        onClick={send}
      >
        Enviar em remessa
      </ReasonedButton>
      <ReasonedButton
        size="xs"
        variant="white"
        color="dark"
        disabledReason={writeReason ?? cancelReason}
        leftSection={<IconBan size={14} aria-hidden />}
        onClick={() => setCancelling(true)}
      >
        Cancelar
      </ReasonedButton>
      <BoletoButtons chosen={chosen} marked={marked.count} />
      <Button
        size="xs"
        variant="subtle"
        color="gray.0"
        leftSection={<IconX size={14} aria-hidden />}
        onClick={selection.clear}
      >
        Desmarcar
      </Button>
      {isCancelling && <CancelSelectedWindow documents={chosen} onClose={() => setCancelling(false)} />}
    </section>
  );
}

/** Why what is marked cannot be cancelled in one go, or undefined when it can. */
function cancellingReason(chosen: readonly Document[], marked: number): string | undefined {
  if (marked > cancelledMax) return `Até ${cancelledMax} documentos por vez: marque menos.`;
  if (chosen.length < marked) return 'A lista ainda não carregou tudo que está marcado: role até o fim.';
  const uncancellable = chosen.find((row) => disabledReason('cancel', row) !== undefined);
  return uncancellable && `${uncancellable.number}: ${disabledReason('cancel', uncancellable)}`;
}

/** Filters that a remittance has not: what it would find is more than what is seen here. */
const unsendableFilters = [
  'accountId',
  'remittanceId',
  'paidFrom',
  'paidTo',
  'creditFrom',
  'creditTo',
  'hold',
  'errorCode',
] as const satisfies (keyof DocumentSearch)[];

function narrowedReason(selection: Selection, search: DocumentSearch): string | undefined {
  if (!selection.all || unsendableFilters.every((name) => search[name] === undefined)) return undefined;
  return 'A remessa não conhece este filtro todo: marque linha por linha, ou deixe só busca, situação, vencimento e alerta.';
}

function forSending({ status, q, flag, dueFrom, dueTo }: DocumentSearch) {
  const sendable = (status ?? ['pending']).filter(
    (each) => each === 'pending' || each === 'rejected' || each === 'cancelled',
  );
  return { status: sendable, q, flag, dueFrom, dueTo };
}
