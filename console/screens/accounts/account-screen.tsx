import { Alert, Group, Skeleton, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconKey, IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Account, api, ask, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { instant } from '../../words/format.ts';
import { Fact } from '../documents/document-facts.tsx';
import { CopyLine } from '../documents/slip-panel.tsx';
import { environmentNames, keyLooks, webhookLooks } from './account-words.ts';
import { DefaultsForm } from './defaults-form.tsx';
import { NewKeyWindow } from './new-key-window.tsx';
import { NoticesPanel } from './notices-panel.tsx';
import { WebhookSteps } from './webhook-steps.tsx';

/** One account: its key, its webhook with what to do about it, and the terms that its documents begin with. */
export function AccountScreen() {
  const { id } = useParams({ from: '/contas/$id' });
  const query = useQuery({
    queryKey: ['accounts', id],
    queryFn: () => ask(api.GET('/v1/accounts/{id}', { params: { path: { id } } })),
    refetchInterval: 10_000,
  });
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  const account = query.data;
  return (
    <Page
      title={account.name}
      about={`Conta corrente · ${environmentNames[account.environment]}`}
      actions={<Actions account={account} />}
    >
      {account.keyCure && (
        <Alert color="red" variant="light" title="A chave foi recusada">
          {account.keyCure}
        </Alert>
      )}
      {account.keyExpiring && (
        <Alert color="yellow" variant="light" title={account.keyExpiring.words}>
          {account.keyExpiring.cure}
        </Alert>
      )}
      {account.pix.ready === false && (
        <Alert color="yellow" variant="light" title={account.pix.words}>
          {account.pix.cure}
        </Alert>
      )}
      <section className="sheet" aria-label="Dados" style={{ padding: 18 }}>
        <dl className="facts">
          <Fact label="Banco">{account.bankCode} Asaas I.P. S.A.</Fact>
          <Fact label="Agência e conta">
            {account.agency} / {account.number}-{account.digit}
          </Fact>
          <Fact label="Titular no Asaas">{account.asaasAccount.name ?? '—'}</Fact>
          <Fact label="Chave API">
            <Mark look={keyLooks[account.keyStatus]} /> termina em {account.keyHint}
          </Fact>
          <Fact label="Cadastrada em">{instant(account.createdAt)}</Fact>
          {account.disabledAt && <Fact label="Desativada em">{instant(account.disabledAt)}</Fact>}
        </dl>
      </section>
      <WebhookPanel account={account} />
      <NoticesPanel account={account} />
      <DefaultsForm key={account.id} account={account} />
    </Page>
  );
}

function Actions({ account }: { account: Account }) {
  const writeReason = useWriteReason();
  const [isNewKey, setNewKey] = useState(false);
  const path = { params: { path: { id: account.id } } };
  const verify = useWish(
    (_: null, key) => ask(api.POST('/v1/accounts/{id}/verify', { ...path, ...once(key) })),
    {
      onDone: (answer) =>
        notifications.show({
          title: 'Conferido com o Asaas',
          message: `${keyLooks[answer.keyStatus].label}. ${webhookLooks[answer.webhook.status].label}.`,
        }),
    },
  );
  const enable = useWish((_: null) =>
    account.disabledAt
      ? ask(api.PATCH('/v1/accounts/{id}', { ...path, body: { enabled: true } }))
      : ask(api.DELETE('/v1/accounts/{id}', path)),
  );
  return (
    <>
      <ReasonedButton
        size="sm"
        variant="default"
        disabledReason={writeReason}
        loading={verify.isPending}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => verify.wish(null)}
      >
        Conferir agora
      </ReasonedButton>
      <ReasonedButton
        size="sm"
        variant="default"
        disabledReason={writeReason}
        leftSection={<IconKey size={16} aria-hidden />}
        onClick={() => setNewKey(true)}
      >
        Trocar a chave
      </ReasonedButton>
      <ReasonedButton
        size="sm"
        variant="default"
        disabledReason={writeReason}
        loading={enable.isPending}
        onClick={() => enable.wish(null)}
      >
        {account.disabledAt ? 'Reativar a conta' : 'Desativar'}
      </ReasonedButton>
      {isNewKey && <NewKeyWindow account={account} onClose={() => setNewKey(false)} />}
    </>
  );
}

function WebhookPanel({ account }: { account: Account }) {
  const { webhook } = account;
  const writeReason = useWriteReason();
  const queries = useQueryClient();
  const [pasted, setPasted] = useState<string | undefined>(webhook.token);
  const repair = useWish(
    (_: null) => ask(api.PUT('/v1/accounts/{id}/webhook', { params: { path: { id: account.id } } })),
    {
      onDone: (answer) => {
        setPasted(answer.webhook.token);
        queries.setQueryData(['accounts', account.id], answer);
      },
    },
  );
  return (
    <section className="sheet" aria-label="Webhook" style={{ padding: 18 }}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} size="h5">
              Webhook
            </Title>
            <Mark look={webhookLooks[webhook.status]} />
          </Group>
          <ReasonedButton
            size="xs"
            variant="light"
            disabledReason={writeReason}
            loading={repair.isPending}
            leftSection={<IconPlugConnected size={15} aria-hidden />}
            onClick={() => repair.wish(null)}
          >
            {webhook.status === 'active' ? 'Configurar de novo' : 'Reativar'}
          </ReasonedButton>
        </Group>
        {webhook.cause && (
          <Alert color="yellow" variant="light">
            {webhook.cause}
          </Alert>
        )}
        {webhook.eventsLost && (
          <Alert color="red" variant="light" title="Avisos perdidos">
            {webhook.eventsLost.cure}
          </Alert>
        )}
        {repair.isError && <ErrorNote error={repair.error} />}
        <CopyLine label="URL do webhook" text={account.webhookUrl} />
        {pasted && <CopyLine label="Token do webhook" text={pasted} />}
        <WebhookSteps key={webhook.status} webhook={webhook} />
        <span className="quiet" style={{ fontSize: 13 }}>
          Assim desde {instant(webhook.since)}. Conferido em {instant(webhook.checkedAt)}.
        </span>
      </Stack>
    </section>
  );
}
