import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconBan,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconEye,
  IconFileTypePdf,
  IconPencil,
  IconQrcode,
  IconRefresh,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Document } from '../../client/api.ts';
import { wordsOf } from '../../client/problem.ts';
import { ReasonedItem } from '../../parts/reasoned-item.tsx';
import { useWriteReason } from '../../session/session.ts';
import { disabledReason } from '../../words/statuses.ts';
import { AmendWindow } from './amend-window.tsx';
import { boletoReason, saveBoleto } from './boletos.ts';
import { CancelWindow } from './cancel-window.tsx';
import { CorrectWindow } from './correct-window.tsx';

/** What can be asked of one row. What cannot be asked now stays in its place and says why. */
export function RowMenu({ document }: { document: Document }) {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const [window, setWindow] = useState<'amend' | 'cancel' | 'correct' | null>(null);
  const close = () => setWindow(null);
  const print = disabledReason('print', document);
  const retransmit = document.remittanceId
    ? disabledReason('send', document)
    : 'Ainda não foi enviado: use Remessa para Cobrança.';
  return (
    <>
      <Menu position="bottom-end" width={230} keepMounted={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Ações do documento ${document.number}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconEye size={16} />}
            onClick={() => void navigate({ to: '/documentos/$id', params: { id: document.id } })}
          >
            Abrir
          </Menu.Item>
          <ReasonedItem
            icon={<IconFileTypePdf size={16} />}
            reason={boletoReason(document)}
            onClick={() => void saveBoleto(document.id).catch(tellFailure)}
          >
            Boleto (PDF)
          </ReasonedItem>
          <ReasonedItem
            icon={<IconExternalLink size={16} />}
            reason={boletoReason(document)}
            onClick={() => globalThis.window.open(document.bankSlipUrl ?? '', '_blank', 'noopener')}
          >
            Boleto do Asaas (PDF)
          </ReasonedItem>
          <ReasonedItem
            icon={<IconCopy size={16} />}
            reason={print}
            onClick={() => void copySlip(document.id, 'line')}
          >
            Copiar linha digitável
          </ReasonedItem>
          <ReasonedItem
            icon={<IconQrcode size={16} />}
            reason={print}
            onClick={() => void copySlip(document.id, 'pix')}
          >
            Copiar Pix
          </ReasonedItem>
          <Menu.Divider />
          <ReasonedItem
            icon={<IconPencil size={16} />}
            reason={writeReason ?? disabledReason('amend', document)}
            onClick={() => setWindow('amend')}
          >
            Alterar
          </ReasonedItem>
          <ReasonedItem
            icon={<IconRefresh size={16} />}
            reason={writeReason ?? retransmit}
            onClick={() => setWindow('correct')}
          >
            Transmitir novamente
          </ReasonedItem>
          <ReasonedItem
            icon={<IconBan size={16} />}
            reason={writeReason ?? disabledReason('cancel', document)}
            onClick={() => setWindow('cancel')}
          >
            Cancelar
          </ReasonedItem>
        </Menu.Dropdown>
      </Menu>
      {window === 'amend' && <AmendWindow document={document} onClose={close} />}
      {window === 'cancel' && <CancelWindow document={document} onClose={close} />}
      {window === 'correct' && <CorrectWindow document={document} onClose={close} />}
    </>
  );
}

function tellFailure(error: unknown): void {
  const { title, text } = wordsOf(error);
  notifications.show({ color: 'red', title, message: text });
}

async function copySlip(id: string, what: 'line' | 'pix'): Promise<void> {
  try {
    const slip = await ask(api.GET('/v1/documents/{id}/boleto', { params: { path: { id } } }));
    const text = what === 'line' ? slip.digitableLine : slip.pix?.payload;
    if (!text) {
      notifications.show({
        color: 'yellow',
        title: 'Não há o que copiar',
        message:
          what === 'line'
            ? 'Este documento não tem boleto.'
            : 'Este documento não tem Pix, ou a conta no Asaas ainda não tem chave Pix.',
      });
      return;
    }
    await navigator.clipboard.writeText(text);
    notifications.show({ title: 'Copiado', message: text });
  } catch (error) {
    tellFailure(error);
  }
}
