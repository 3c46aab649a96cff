import { Alert, Button, Group, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, ask, once, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Window } from '../../parts/window.tsx';
import { CopyLine } from '../documents/slip-panel.tsx';

type Role = Schemas['ApiKey']['role'];

export const roleChoices: { value: Role; label: string }[] = [
  { value: 'erp', label: 'ERP: inclui documentos e faz tudo' },
  { value: 'operator', label: 'Operador: envia, altera, cancela, baixa' },
  { value: 'viewer', label: 'Consulta: só lê' },
];

/** Makes a key and shows it, once. */
export function NewKeyWindow({ tenantId, onClose }: { tenantId: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('erp');
  const make = useWish((body: { name: string; role: Role }, key) =>
    ask(api.POST('/v1/tenants/{id}/api-keys', { params: { path: { id: tenantId } }, body, ...once(key) })),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.wish({ name: name.trim(), role });
  };
  return (
    <Window onClose={onClose} title="Nova chave de API">
      {make.data ? (
        <>
          <Alert color="yellow" variant="light" mb="sm" title="Copie agora">
            A chave não será mostrada de novo.
          </Alert>
          {make.data.key === null ? (
            <p>A chave já foi mostrada uma vez e não se repete: revogue-a e crie outra.</p>
          ) : (
            <CopyLine label="Chave" text={make.data.key} />
          )}
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>Já copiei</Button>
          </Group>
        </>
      ) : (
        <form onSubmit={submit}>
          <TextInput
            label="Nome"
            description="Aparece no histórico dos documentos."
            required
            data-autofocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            mb="sm"
          />
          <Select
            label="Papel"
            allowDeselect={false}
            data={roleChoices}
            value={role}
            onChange={(value) => setRole((value ?? 'erp') as Role)}
          />
          {make.isError && <ErrorNote error={make.error} />}
          <Group justify="flex-end" mt="md">
            <Button type="submit" loading={make.isPending}>
              Criar a chave
            </Button>
          </Group>
        </form>
      )}
    </Window>
  );
}
