import { Group, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Account, api, ask, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, instant, money } from '../../words/format.ts';

type Notices = Schemas['AccountNotices'];

/** Asaas' e-mails and SMS to the payers of an account: on or off, what they cost, and how far a change has come. */
export function NoticesPanel({ account }: { account: Account }) {
  const path = { params: { path: { id: account.id } } };
  const writeReason = useWriteReason();
  const query = useQuery({
    queryKey: ['accounts', account.id, 'notices'],
    queryFn: () => ask(api.GET('/v1/accounts/{id}/notices', path)),
    refetchInterval: 5_000,
  });
  const change = useWish((notifyPayers: boolean) =>
    ask(api.PUT('/v1/accounts/{id}/notices', { ...path, body: { notifyPayers } })),
  );
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={120} aria-label="Carregando" />;
  const { notifyPayers, feePerDocumentCents, progress } = query.data;
  return (
    <section className="sheet" aria-label="Avisos aos pagadores" style={{ padding: 18 }}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            Avisos aos pagadores
          </Title>
          <ReasonedButton
            size="xs"
            variant="light"
            disabledReason={writeReason}
            loading={change.isPending}
            onClick={() => change.wish(!notifyPayers)}
          >
            {notifyPayers ? 'Desligar os avisos' : 'Ligar os avisos'}
          </ReasonedButton>
        </Group>
        <Text size="sm">
          {notifyPayers
            ? 'O Asaas avisa os pagadores desta conta por e-mail e SMS.'
            : 'O Asaas não avisa os pagadores desta conta.'}{' '}
          {feePerDocumentCents === null
            ? 'O Asaas ainda não informou a tarifa.'
            : `A tarifa do Asaas é de ${money(feePerDocumentCents)} por documento com aviso.`}
        </Text>
        {change.isError && <ErrorNote error={change.error} />}
        <Reached progress={progress} />
      </Stack>
    </section>
  );
}

function Reached({ progress: { payers, told, changedAt, appliedAt } }: { progress: Notices['progress'] }) {
  const words = `${count(told)} de ${count(payers)} pagadores informados ao Asaas`;
  if (changedAt && !appliedAt)
    return (
      <Stack gap={4}>
        <Progress value={payers === 0 ? 0 : (100 * told) / payers} aria-label="Pagadores informados" />
        <span className="quiet" style={{ fontSize: 13 }}>
          {words}. Continua sozinho, sem atrasar os documentos.
        </span>
      </Stack>
    );
  return (
    <span className="quiet" style={{ fontSize: 13 }}>
      {words}.{appliedAt && ` Mudança concluída em ${instant(appliedAt)}.`}
    </span>
  );
}
