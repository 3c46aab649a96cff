import { Button, Group, PasswordInput, Select, Stack, Table, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, once, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { FormWindow } from '../../parts/window.tsx';
import { instant } from '../../words/format.ts';
import { roleChoices } from './new-key-window.tsx';
import { SureButton } from './sure-button.tsx';

/** The people of a company who sign in by login and password. */
export function UserTable({ tenantId }: { tenantId: string }) {
  const [isNew, setNew] = useState(false);
  const users = useQuery({
    queryKey: ['users', tenantId],
    queryFn: async () =>
      (await ask(api.GET('/v1/tenants/{id}/users', { params: { path: { id: tenantId } } }))).data,
  });
  const change = useWish(({ id, enabled }: { id: string; enabled: boolean }) =>
    ask(api.PATCH('/v1/users/{id}', { params: { path: { id } }, body: { enabled } })),
  );
  return (
    <section className="sheet" aria-label="Pessoas" style={{ padding: 18 }}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Pessoas
        </Title>
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setNew(true)}>
          Nova pessoa
        </Button>
      </Group>
      {users.isError && <ErrorNote error={users.error} />}
      {change.isError && <ErrorNote error={change.error} />}
      <Table fz="sm" aria-label="Pessoas da empresa">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Nome</Table.Th>
            <Table.Th>Usuário</Table.Th>
            <Table.Th>Papel</Table.Th>
            <Table.Th className="wide-only">Criada em</Table.Th>
            <Table.Th>Acesso</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.data?.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td>{user.name}</Table.Td>
              <Table.Td>{user.login}</Table.Td>
              <Table.Td>{roleChoices.find(({ value }) => value === user.role)?.label}</Table.Td>
              <Table.Td className="wide-only">{instant(user.createdAt)}</Table.Td>
              <Table.Td>
                {user.disabledAt ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Permitir de novo: ${user.name}`}
                    onClick={() => change.wish({ id: user.id, enabled: true })}
                  >
                    Permitir de novo
                  </Button>
                ) : (
                  <SureButton
                    sureLabel="Confirmar: sai já"
                    of={user.name}
                    onSure={() => change.wish({ id: user.id, enabled: false })}
                  >
                    Retirar o acesso
                  </SureButton>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isNew && <NewUserWindow tenantId={tenantId} onClose={() => setNew(false)} />}
    </section>
  );
}

function NewUserWindow({ tenantId, onClose }: { tenantId: string; onClose: () => void }) {
  const [typed, setTyped] = useState({
    login: '',
    name: '',
    password: '',
    role: 'operator' as Schemas['NewUser']['role'],
  });
  const set = (changes: Partial<typeof typed>) => setTyped({ ...typed, ...changes });
  const create = useWish(
    (body: Schemas['NewUser'], key) =>
      ask(api.POST('/v1/tenants/{id}/users', { params: { path: { id: tenantId } }, body, ...once(key) })),
    { onDone: onClose },
  );
  return (
    <FormWindow
      title="Nova pessoa"
      onClose={onClose}
      onSubmit={() => create.wish(typed)}
      submitLabel="Criar"
      isBusy={create.isPending}
      error={create.error}
    >
      <Stack gap="sm">
        <TextInput
          label="Nome"
          required
          data-autofocus
          value={typed.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Usuário"
          description="Em geral o e-mail"
          required
          value={typed.login}
          onChange={(event) => set({ login: event.currentTarget.value })}
        />
        <PasswordInput
          label="Senha"
          description="Ao menos 12 caracteres"
          minLength={12}
          required
          autoComplete="new-password"
          value={typed.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': 'Mostrar ou esconder a senha' }}
        />
        <Select
          label="Papel"
          allowDeselect={false}
          data={roleChoices}
          value={typed.role}
          onChange={(role) => role && set({ role: role as typeof typed.role })}
        />
      </Stack>
    </FormWindow>
  );
}
