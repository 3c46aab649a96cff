import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useAccounts } from '../../client/accounts.ts';
import type { Account } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { environmentNames, keyLooks, webhookLooks } from './account-words.ts';

/** Contas correntes: each account at Asaas with the health of its key and webhook. */
export function AccountsScreen() {
  const navigate = useNavigate();
  const accounts = useAccounts();
  const writeReason = useWriteReason();
  const toNew = () => void navigate({ to: '/contas/nova' });
  useFunctionKeys({ f2: () => writeReason ?? toNew(), f8: () => goToFilter(null) });
  return (
    <Page
      title="Contas correntes"
      about="As contas do Asaas por onde se cobra."
      actions={
        <ReasonedButton
          size="sm"
          disabledReason={writeReason}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={toNew}
        >
          Nova conta
        </ReasonedButton>
      }
    >
      {accounts.isError && <ErrorNote error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <Skeleton h={110} />}
      {accounts.data?.length === 0 && (
        <div className="sheet">
          <Empty title="Nenhuma conta ainda">
            Cadastre a conta do Asaas com sua Chave API em <b>Nova conta</b> (F2). A chave é testada ao
            gravar, e o webhook é criado sozinho.
          </Empty>
        </div>
      )}
      <Stack gap="sm">
        {accounts.data?.map((account) => (
          <AccountCard key={account.id} account={account} />
        ))}
      </Stack>
    </Page>
  );
}

function AccountCard({ account }: { account: Account }) {
  return (
    <Link to="/contas/$id" params={{ id: account.id }} className="sheet figure">
      <Group justify="space-between" gap="sm">
        <div>
          <Title order={2} size="h5">
            {account.name}
          </Title>
          <Text size="sm" className="quiet">
            Asaas I.P. S.A. ({account.bankCode}) · agência {account.agency} · conta {account.number}-
            {account.digit} · chave …{account.keyHint}
          </Text>
        </div>
        <Group gap={8}>
          {account.disabledAt && (
            <span className="mark" data-tone="calm">
              Desativada
            </span>
          )}
          <span className="mark" data-tone={account.environment === 'sandbox' ? 'warn' : 'done'}>
            {environmentNames[account.environment]}
          </span>
          <Mark look={keyLooks[account.keyStatus]} />
          <Mark look={webhookLooks[account.webhook.status]} />
        </Group>
      </Group>
    </Link>
  );
}
