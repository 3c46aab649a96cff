import { ActionIcon, Menu } from '@mantine/core';
import { IconDeviceFloppy, IconDots, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { View } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedItem } from '../../parts/reasoned-item.tsx';
import { useWriteReason } from '../../session/session.ts';
import { type Seen, useChanging } from './use-views.ts';
import { RemoveViewWindow, RenameViewWindow } from './view-windows.tsx';

interface Props {
  view: View;
  seen: Seen;
  /** The screen shows something else than the view keeps. */
  isChanged: boolean;
  onRemoved: () => void;
}

/** What can be done with the view that is open. */
export function ViewMenu({ view, seen, isChanged, onRemoved }: Props) {
  const [window, setWindow] = useState<'rename' | 'remove' | null>(null);
  const close = () => setWindow(null);
  const changing = useChanging();
  const sharingReason = useWriteReason();
  const reason = view.changeable ? undefined : 'Esta visão é de todos; só quem pode compartilhar a altera.';
  const sameReason = isChanged ? undefined : 'A lista está como a visão a guarda.';
  return (
    <>
      <Menu position="bottom-start" width={240} keepMounted={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Ações da visão ${view.name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <ReasonedItem
            icon={<IconDeviceFloppy size={16} />}
            reason={reason ?? sameReason}
            onClick={() => changing.wish({ view, changes: seen })}
          >
            Gravar como está agora
          </ReasonedItem>
          <ReasonedItem icon={<IconPencil size={16} />} reason={reason} onClick={() => setWindow('rename')}>
            Renomear
          </ReasonedItem>
          <ReasonedItem
            icon={<IconUsers size={16} />}
            reason={sharingReason ?? reason}
            onClick={() => changing.wish({ view, changes: { shared: !view.shared } })}
          >
            {view.shared ? 'Deixar só para quem a fez' : 'Compartilhar com todos'}
          </ReasonedItem>
          <ReasonedItem icon={<IconTrash size={16} />} reason={reason} onClick={() => setWindow('remove')}>
            Excluir
          </ReasonedItem>
        </Menu.Dropdown>
      </Menu>
      {window === 'rename' && <RenameViewWindow view={view} onClose={close} />}
      {window === 'remove' && <RemoveViewWindow view={view} onClose={close} onRemoved={onRemoved} />}
      {changing.isError && <ErrorNote error={changing.error} />}
    </>
  );
}
