import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { clock, count, counted, instant } from '../../words/format.ts';
import { keyLooks, webhookLooks } from '../accounts/account-words.ts';
import {
  type AccountHealth,
  type Health,
  quotaLooks,
  reconciliationLooks,
  relayLooks,
  useHealth,
  workerLooks,
} from './use-health.ts';

/** Whether the documents are worked on, and what keeps an account from it: each with its cure. */
export function HealthPanel() {
  const { data: health, isError, error, refetch } = useHealth();
  return (
    <section className="sheet health" aria-label="Saúde">
      <Title order={2} size="h5" mb="sm">
        Saúde
      </Title>
      {isError && !health && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {health && (
        <Stack gap="sm">
          <Processing health={health} />
          {health.accounts.map((account) => (
            <AccountLine key={account.accountId} account={account} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function Processing({ health: { workers, relay } }: { health: Health }) {
  return (
    <div>
      <Group gap="sm">
        <Text size="sm" component="span" className="health-name">
          Processamento
        </Text>
        <Mark look={{ ...workerLooks[workers.state], hint: workers.words }} />
        <Mark look={{ ...relayLooks[relay.state], hint: relay.words }} />
        <Text size="sm" className="quiet" component="span">
          <Link to="/remessas" className="amount-link">
            {counted(workers.count, 'processo', 'processos')}
          </Link>{' '}
          ·{' '}
          <Link to="/problemas" className="amount-link">
            {counted(relay.waiting, 'mensagem na fila', 'mensagens na fila')}
          </Link>
          {relay.oldestAt && `, a mais antiga das ${clock(relay.oldestAt)}`}
        </Text>
      </Group>
      <Cures of={[cureOf(workers), cureOf(relay)]} />
    </div>
  );
}

function AccountLine({ account }: { account: AccountHealth }) {
  const { quota, reconciliation, webhook } = account;
  return (
    <div>
      <Group gap="sm">
        <Anchor
          size="sm"
          className="health-name"
          truncate
          renderRoot={(props) => <Link to="/contas/$id" params={{ id: account.accountId }} {...props} />}
        >
          {account.name}
        </Anchor>
        <Mark look={keyLooks[account.keyStatus]} />
        <Mark look={webhookLooks[webhook.status]} />
        <Mark look={{ ...quotaLooks[quota.state], hint: quota.words }} />
        <Mark look={{ ...reconciliationLooks[reconciliation.state], hint: reconciliation.words }} />
        <Quota account={account} />
        {reconciliation.doneAt && (
          <Text size="sm" className="quiet" component="span">
            conciliada em{' '}
            <Link to="/divergencias" search={{ conta: account.accountId }} className="amount-link">
              {instant(reconciliation.doneAt)}
            </Link>
          </Text>
        )}
      </Group>
      <Cures of={[webhook.cause, cureOf(quota), reconciliation.doneAt && cureOf(reconciliation)]} />
    </div>
  );
}

function Quota({ account: { accountId, quota } }: { account: AccountHealth }) {
  const { used, limit, windowEndsAt } = quota;
  return (
    <Text size="sm" className="quiet" component="span">
      <meter
        className="quota"
        min={0}
        max={limit}
        value={used}
        aria-label="Chamadas ao Asaas usadas da cota"
      />{' '}
      <Link to="/contas/$id" params={{ id: accountId }} className="amount-link">
        {count(used)} de {count(limit)} chamadas
      </Link>
      {windowEndsAt && `, renova às ${clock(windowEndsAt)}`}
    </Text>
  );
}

/** What is wrong and what to do about it; what is well says nothing. */
function Cures({ of }: { of: readonly (string | null)[] }) {
  return of
    .filter((line) => line !== null)
    .map((line) => (
      <Text key={line} size="sm" mt={4}>
        {line}
      </Text>
    ));
}

function cureOf({ words, cure }: { words: string; cure: string | null }): string | null {
  return cure && `${words} ${cure}`;
}
