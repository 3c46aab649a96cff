import { Anchor, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAccounts } from '../../client/accounts.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { useSession } from '../../session/session.ts';
import { count, counted, days, money } from '../../words/format.ts';
import { Fact } from '../documents/document-facts.tsx';
import { BarList } from './bar-list.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import {
  agingFigures,
  dueFigures,
  type Figure,
  mainFigures,
  receivedFigures,
  type Summary,
  settledLately,
  useProblemCount,
  useSummary,
} from './use-summary.ts';

/** Painel: every figure leads to its list. */
export function DashboardScreen() {
  const { session } = useSession();
  return session.tenant ? <CompanyDashboard name={session.tenant.name} /> : <VendorDashboard />;
}

function VendorDashboard() {
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

function CompanyDashboard({ name }: { name: string }) {
  const { data: summary, isError, error, refetch } = useSummary();
  return (
    <Page title="Painel" about={name}>
      <FirstSteps />
      {isError && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {(summary || !isError) && <Figures summary={summary} />}
      <ForecastPanel />
      <HealthPanel />
    </Page>
  );
}

function Figures({ summary }: { summary: Summary | undefined }) {
  return (
    <>
      <MainFigures summary={summary} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <BarList
          title="Recebidos por dia"
          about="O que os pagadores pagaram, pela data de pagamento"
          figures={summary && receivedFigures(summary)}
          lines={7}
        />
        <BarList
          title="A vencer"
          about="Registrados, pelos dias até o vencimento"
          figures={summary && dueFigures(summary)}
          lines={5}
        />
        <BarList
          title="Vencidos há"
          about="Em aberto depois do vencimento"
          figures={summary && agingFigures(summary)}
          lines={4}
          isBad
        />
        <TimeToSettle summary={summary} />
      </SimpleGrid>
    </>
  );
}

function MainFigures({ summary }: { summary: Summary | undefined }) {
  const { data: problems } = useProblemCount();
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="sm">
      {summary
        ? mainFigures(summary).map((figure) => <FigureLink key={figure.label} figure={figure} />)
        : places.map((place) => <Skeleton key={place} h={119} />)}
      <Link to="/problemas" className="sheet figure">
        <Text size="sm" className="quiet" component="span">
          Com problema
        </Text>
        {problems === undefined ? (
          <Skeleton h={28} my={6} />
        ) : (
          <b style={problems.count > 0 ? { color: 'var(--bad)' } : undefined}>{count(problems.count)}</b>
        )}
        <Text size="sm" className="quiet" component="span">
          {problems ? counted(problems.causes, 'causa', 'causas') : ' '}
        </Text>
      </Link>
    </SimpleGrid>
  );
}

const places = [1, 2, 3, 4, 5];

function FigureLink({ figure: { label, search, amountCents, many, tone } }: { figure: Figure }) {
  const isLoud = tone && amountCents > 0;
  return (
    <Link to="/documentos" search={search} className="sheet figure">
      <Text size="sm" className="quiet" component="span">
        {label}
      </Text>
      <b style={isLoud ? { color: `var(--${tone})` } : undefined}>{money(amountCents)}</b>
      <Text size="sm" className="quiet" component="span">
        {many}
      </Text>
    </Link>
  );
}

/** How long money takes, from the registration to the settlement. */
function TimeToSettle({ summary }: { summary: Summary | undefined }) {
  const time = summary?.timeToSettle;
  return (
    <section className="sheet" aria-label="Do registro à baixa" style={{ padding: 18 }}>
      <Title order={2} size="h5">
        Do registro à baixa
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        Dos documentos baixados nos últimos 30 dias
      </Text>
      {!time && <Skeleton h={56} />}
      {time?.count === 0 && <Text size="sm">Nenhum ainda.</Text>}
      {summary && time && time.averageDays !== null && time.medianDays !== null && (
        <dl className="facts">
          <Fact label="Metade levou até">
            <SettledLink summary={summary}>{days(time.medianDays)}</SettledLink>
          </Fact>
          <Fact label="Em média">
            <SettledLink summary={summary}>{days(time.averageDays)}</SettledLink>
          </Fact>
          <Fact label="Documentos">
            <SettledLink summary={summary}>{count(time.count)}</SettledLink>
          </Fact>
        </dl>
      )}
    </section>
  );
}

function SettledLink({ summary, children }: { summary: Summary; children: string }) {
  return (
    <Link to="/documentos" search={settledLately(summary)} className="amount-link">
      <b>{children}</b>
    </Link>
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
