import { Group, Select, Skeleton, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { accountLabel, useAccounts } from '../../client/accounts.ts';
import { api, ask, type Payer } from '../../client/api.ts';
import { usePayer } from '../../client/payers.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { day, taxId } from '../../words/format.ts';
import { Fact } from '../documents/document-facts.tsx';
import { noticeWords } from './payer-search.ts';

/** One payer: what the documents brought, and the account to which rules send them. */
export function PayerScreen() {
  const { id } = useParams({ from: '/pagadores/$id' });
  const query = usePayer(id);
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  const payer = query.data;
  return (
    <Page title={payer.name} about={`Pagador · ${taxId(payer.taxId)}`}>
      <section className="sheet" aria-label="Dados" style={{ padding: 18 }}>
        <dl className="facts">
          <Fact label="E-mail">{payer.email ?? '—'}</Fact>
          <Fact label="Telefone">{payer.phone ?? '—'}</Fact>
          <Fact label="Endereço">{addressWords(payer.address)}</Fact>
          <Fact label="Avisos do Asaas">{noticeWords(payer.notify)}</Fact>
          <Fact label="Desde">{day(payer.createdAt)}</Fact>
          <Fact label="Documentos">
            <Link to="/documentos" search={{ q: payer.taxId }}>
              Ver os documentos
            </Link>
          </Fact>
        </dl>
        <Text size="sm" className="quiet" mt="sm">
          Nome, contato, endereço e avisos vêm com os documentos: o ERP é quem os muda.
        </Text>
      </section>
      <DefaultAccount key={payer.defaultAccountId} payer={payer} />
    </Page>
  );
}

function DefaultAccount({ payer }: { payer: Payer }) {
  const { data: accounts = [] } = useAccounts();
  const writeReason = useWriteReason();
  const [accountId, setAccountId] = useState(payer.defaultAccountId);
  const save = useWish(
    (defaultAccountId: string | null) =>
      ask(api.PATCH('/v1/payers/{id}', { params: { path: { id: payer.id } }, body: { defaultAccountId } })),
    {
      onDone: () =>
        notifications.show({
          title: 'Conta padrão gravada',
          message: 'Vale para o que as regras enviarem daqui em diante.',
        }),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.wish(accountId);
  };
  return (
    <form onSubmit={submit} className="sheet" aria-label="Conta padrão" style={{ padding: 18 }}>
      <Title order={2} size="h5">
        Conta padrão
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        Para onde vão os documentos deste pagador nas <Link to="/regras">regras de envio</Link> que não
        indicam conta. Quem envia à mão escolhe a conta na remessa.
      </Text>
      <Select
        label="Conta corrente"
        placeholder="Nenhuma"
        maw={560}
        clearable
        clearButtonProps={{ 'aria-label': 'Tirar a conta padrão' }}
        data={accounts.map((account) => ({ value: account.id, label: accountLabel(account) }))}
        value={accountId}
        onChange={setAccountId}
      />
      {save.isError && <ErrorNote error={save.error} />}
      <Group mt="md">
        <ReasonedButton
          type="submit"
          size="sm"
          loading={save.isPending}
          disabledReason={
            writeReason ?? (accountId === payer.defaultAccountId ? 'A conta já é esta.' : undefined)
          }
        >
          Gravar a conta padrão
        </ReasonedButton>
      </Group>
    </form>
  );
}

function addressWords(address: Payer['address']): string {
  if (!address) return '—';
  const { street, number, complement, district, postalCode } = address;
  const line = [street, number, complement, district, postalCode && `CEP ${postalCode}`];
  return line.filter(Boolean).join(', ') || '—';
}
