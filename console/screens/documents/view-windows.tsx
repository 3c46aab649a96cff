import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../client/api.ts';
import { FormWindow } from '../../parts/window.tsx';
import { useWriteReason } from '../../session/session.ts';
import { type Seen, useChanging, useKeeping, useRemoving } from './use-views.ts';

/** As the API has it. */
const nameLengthMax = 60;

interface KeepProps {
  seen: Seen;
  onClose: () => void;
  onKept: (view: View) => void;
}

/** Filter, order and columns of the screen under a name. */
export function KeepViewWindow({ seen, onClose, onKept }: KeepProps) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const sharingReason = useWriteReason();
  const keeping = useKeeping((view) => {
    onClose();
    onKept(view);
  });
  return (
    <FormWindow
      title="Guardar visão"
      onClose={onClose}
      onSubmit={() => keeping.wish({ ...seen, name: name.trim(), shared })}
      submitLabel="Guardar"
      isBusy={keeping.isPending}
      error={keeping.error}
    >
      <Stack gap="sm">
        <NameField name={name} onChange={setName} />
        <Checkbox
          label="Para todos da empresa"
          description={sharingReason ?? 'Sem marcar, só você a vê.'}
          disabled={sharingReason !== undefined}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Text size="sm">
          Guarda o filtro, a ordem e as colunas como estão agora. Ela abre em qualquer computador.
        </Text>
      </Stack>
    </FormWindow>
  );
}

export interface ViewProps {
  view: View;
  onClose: () => void;
}

export function RenameViewWindow({ view, onClose }: ViewProps) {
  const [name, setName] = useState(view.name);
  const changing = useChanging(onClose);
  return (
    <FormWindow
      title={`Renomear a visão ${view.name}`}
      onClose={onClose}
      onSubmit={() => changing.wish({ view, changes: { name: name.trim() } })}
      submitLabel="Gravar"
      isBusy={changing.isPending}
      error={changing.error}
    >
      <NameField name={name} onChange={setName} />
    </FormWindow>
  );
}

export function RemoveViewWindow({ view, onClose, onRemoved }: ViewProps & { onRemoved: () => void }) {
  const removing = useRemoving(() => {
    onClose();
    onRemoved();
  });
  return (
    <FormWindow
      title={`Excluir a visão ${view.name}`}
      onClose={onClose}
      onSubmit={() => removing.wish(view)}
      submitLabel="Excluir"
      isBusy={removing.isPending}
      error={removing.error}
      isDangerous
    >
      <Text size="sm">Nenhum documento muda. {view.shared && 'Ela some para todos da empresa.'}</Text>
    </FormWindow>
  );
}

function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  return (
    <TextInput
      label="Nome"
      required
      maxLength={nameLengthMax}
      data-autofocus
      value={name}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
