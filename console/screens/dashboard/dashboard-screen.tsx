import { Anchor, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAccounts } from '../../client/accounts.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useSession } from '../../session/session.ts';
import { count, counted, money } from '../../words/format.ts';
import { keyLooks, webhookLooks } from '../accounts/account-words.ts';
import { BarList } from './bar-list.tsx';
import {
  agingFigures,
  dueFigures,
  mainFigures,
  receivedFigures,
  useProblemCount,
  useTotals,
} from './use-figures.ts';

/** Painel: every figure leads to its list. */
export function DashboardScreen() {
  const { session } = useSession();
  if (!session.tenant) {
    return (
      <Page title="Painel">
        <div className="sheet">
          <Empty title="Você entrou como fornecedor">
            As empresas e suas chaves estão em{' '}
            <Anchor renderRoot={(props) => <Link to="/chaves" {...props} />}>Chaves de API</Anchor>.
          </Empty>
        </div>
      </Page>
    );
  }
  return (
    <Page title="Painel" about={session.tenant.name}>
      <FirstSteps />
      <MainFigures />
      <SimpleGrid cols={{ base: 1, md: 2, lg: 3 }}>
        <BarList title="Recebidos por dia" about="Pela data de pagamento" figures={receivedFigures()} />
        <BarList title="A vencer" about="Registrados, pelo vencimento" figures={dueFigures()} />
        <BarList title="Vencidos há" about="Em aberto depois do vencimento" figures={agingFigures()} isBad />
      </SimpleGrid>
      <AccountHealth />
    </Page>
  );
}

function MainFigures() {
  const figures = mainFigures();
  const totals = useTotals(figures);
  const problems = useProblemCount();
  const failed = totals.find(({ isError }) => isError);
  if (failed) return <ErrorNote error={failed.error} onRetry={() => void failed.refetch()} />;
  const problemCount = problems.data?.reduce((sum, cause) => sum + cause.count, 0);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="sm">
      {figures.map(({ label, search, tone }, at) => {
        const total = totals[at]?.data;
        const isLoud = tone && total && total.count > 0;
        return (
          <Link key={label} to="/documentos" search={search} className="sheet figure">
            <Text size="sm" className="quiet" component="span">
              {label}
            </Text>
            {total ? (
              <b style={isLoud ? { color: `var(--${tone})` } : undefined}>{money(total.amountCents)}</b>
            ) : (
              <Skeleton h={28} my={6} />
            )}
            <Text size="sm" className="quiet" component="span">
              {total ? counted(total.count, 'documento', 'documentos') : ' '}
            </Text>
          </Link>
        );
      })}
      <Link to="/problemas" className="sheet figure">
        <Text size="sm" className="quiet" component="span">
          Com problema
        </Text>
        {problemCount === undefined ? (
          <Skeleton h={28} my={6} />
        ) : (
          <b style={problemCount > 0 ? { color: 'var(--bad)' } : undefined}>{count(problemCount)}</b>
        )}
        <Text size="sm" className="quiet" component="span">
          {problems.data ? counted(problems.data.length, 'causa', 'causas') : ' '}
        </Text>
      </Link>
    </SimpleGrid>
  );
}

function AccountHealth() {
  const { data: accounts } = useAccounts();
  if (!accounts || accounts.length === 0) return null;
  return (
    <section className="sheet" aria-label="Contas" style={{ padding: 18 }}>
      <Title order={2} size="h5" mb="sm">
        Contas
      </Title>
      <Stack gap={8}>
        {accounts.map((account) => (
          <Group key={account.id} gap="sm">
            <Anchor
              size="sm"
              w={240}
              truncate
              renderRoot={(props) => <Link to="/contas/$id" params={{ id: account.id }} {...props} />}
            >
              {account.name}
            </Anchor>
            <Mark look={keyLooks[account.keyStatus]} />
            <Mark look={webhookLooks[account.webhook.status]} />
            {account.webhook.cause && (
              <Text size="sm" className="quiet">
                {account.webhook.cause}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </section>
  );
}

/** The way from nothing to the first settled document. */
function FirstSteps() {
  const { data: accounts } = useAccounts();
  if (!accounts || accounts.length > 0) return null;
  return (
    <section className="sheet" aria-label="Primeiros passos" style={{ padding: 18 }}>
      <Title order={2} size="h5" mb={6}>
        Primeiros passos
      </Title>
      <ol style={{ margin: 0, paddingLeft: 20, lineHeight: 1.8 }}>
        <li>
          <Anchor renderRoot={(props) => <Link to="/contas/nova" {...props} />}>
            Cadastre a conta corrente do Asaas
          </Anchor>
          : a chave é testada e o webhook criado sozinho.
        </li>
        <li>
          Receba os documentos do ERP, ou{' '}
          <Anchor renderRoot={(props) => <Link to="/documentos/novo" {...props} />}>inclua um à mão</Anchor>.
        </li>
        <li>
          Envie-os em{' '}
          <Anchor renderRoot={(props) => <Link to="/remessa" {...props} />}>Remessa para Cobrança</Anchor> e
          acompanhe. As baixas vêm sozinhas.
        </li>
      </ol>
    </section>
  );
}
