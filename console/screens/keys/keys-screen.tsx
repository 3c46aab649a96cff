import { Button, Group, Select, Stack, Table, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, ask, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { instant, taxId } from '../../words/format.ts';
import { NewKeyWindow } from './new-key-window.tsx';
import { SureButton } from './sure-button.tsx';
import { UserTable } from './user-table.tsx';

export const roleNames: Record<Schemas['ApiKey']['role'], string> = {
  erp: 'ERP, acesso completo',
  operator: 'Operador',
  viewer: 'Consulta',
};

/** Chaves de API, and the people who sign in: for the vendor alone, company by company. */
export function KeysScreen() {
  const [tenantId, setTenantId] = useState<string | null>(null);
  const company = useRef<HTMLInputElement>(null);
  useFunctionKeys({ f8: () => company.current?.focus() });
  const tenants = useQuery({
    queryKey: ['tenants'],
    queryFn: async () => (await ask(api.GET('/v1/tenants', { params: { query: { limit: 200 } } }))).data,
  });
  const chosen = tenantId ?? tenants.data?.at(-1)?.id ?? null;
  return (
    <Page
      title="Chaves de API"
      about="As chaves com que o ERP de cada empresa chama a API, e as pessoas que entram aqui."
    >
      {tenants.isError && <ErrorNote error={tenants.error} onRetry={() => void tenants.refetch()} />}
      <Select
        ref={company}
        label="Empresa"
        w={460}
        maw="100%"
        searchable
        allowDeselect={false}
        data={(tenants.data ?? []).map(({ id, name, taxId: document }) => ({
          value: id,
          label: `${name} · ${taxId(document)}`,
        }))}
        value={chosen}
        onChange={setTenantId}
      />
      {chosen && (
        <Stack gap="md">
          <KeyTable tenantId={chosen} />
          <UserTable tenantId={chosen} />
        </Stack>
      )}
    </Page>
  );
}

function KeyTable({ tenantId }: { tenantId: string }) {
  const [isNew, setNew] = useState(false);
  useFunctionKeys({ f2: () => setNew(true) });
  const keys = useQuery({
    queryKey: ['keys', tenantId],
    queryFn: async () =>
      (await ask(api.GET('/v1/tenants/{id}/api-keys', { params: { path: { id: tenantId } } }))).data,
  });
  const revoke = useWish((id: string) => ask(api.DELETE('/v1/api-keys/{id}', { params: { path: { id } } })));
  return (
    <section className="sheet" aria-label="Chaves" style={{ padding: 18 }}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Chaves
        </Title>
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setNew(true)}>
          Nova chave
        </Button>
      </Group>
      {keys.isError && <ErrorNote error={keys.error} />}
      {revoke.isError && <ErrorNote error={revoke.error} />}
      {keys.data?.length === 0 && (
        <Empty title="Nenhuma chave">O ERP da empresa precisa de uma para chamar a API.</Empty>
      )}
      <Table fz="sm" aria-label="Chaves de API da empresa">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Nome</Table.Th>
            <Table.Th>Papel</Table.Th>
            <Table.Th>Termina em</Table.Th>
            <Table.Th className="wide-only">Criada em</Table.Th>
            <Table.Th>Último uso</Table.Th>
            <Table.Th>Situação</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.data?.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>{key.name}</Table.Td>
              <Table.Td>{roleNames[key.role]}</Table.Td>
              <Table.Td>…{key.hint}</Table.Td>
              <Table.Td className="wide-only">{instant(key.createdAt)}</Table.Td>
              <Table.Td>{instant(key.lastUsedAt)}</Table.Td>
              <Table.Td>
                {key.revokedAt ? (
                  `Revogada em ${instant(key.revokedAt)}`
                ) : (
                  <SureButton
                    sureLabel="Confirmar: para sempre"
                    of={`a chave ${key.name}`}
                    onSure={() => revoke.wish(key.id)}
                  >
                    Revogar
                  </SureButton>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isNew && <NewKeyWindow tenantId={tenantId} onClose={() => setNew(false)} />}
    </section>
  );
}
