import { Button, Group, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Account, api, ask, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, instant, money } from '../../words/format.ts';
import { type Notice, priceOf } from './notice-words.ts';
import { NoticesMatrix } from './notices-matrix.tsx';

type Notices = Schemas['AccountNotices'];

/** Asaas' notices to the payers of an account: on or off, which ones, what they cost, and how far a change has come. */
export function NoticesPanel({ account }: { account: Account }) {
  const path = { params: { path: { id: account.id } } };
  const writeReason = useWriteReason();
  const query = useQuery({
    queryKey: ['accounts', account.id, 'notices'],
    queryFn: () => ask(api.GET('/v1/accounts/{id}/notices', path)),
    refetchInterval: 5_000,
  });
  const [draft, setDraft] = useState<Notice[] | null>(null);
  const change = useWish(
    (body: Schemas['NoticesWish']) => ask(api.PUT('/v1/accounts/{id}/notices', { ...path, body })),
    { onDone: (_, { notices }) => notices && setDraft(null) },
  );
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={120} aria-label="Carregando" />;
  const { notifyPayers, price, progress } = query.data;
  const notices = draft ?? query.data.notices;
  const isSilent = notices.every(({ channels }) => channels.length === 0);
  const saveReason = writeReason ?? (isSilent ? silentReason : undefined);
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
            onClick={() => change.wish({ notifyPayers: !notifyPayers })}
          >
            {notifyPayers ? 'Desligar os avisos' : 'Ligar os avisos'}
          </ReasonedButton>
        </Group>
        <Text size="sm">
          {notifyPayers
            ? 'O Asaas avisa os pagadores desta conta.'
            : 'O Asaas não avisa os pagadores desta conta. As marcas abaixo valem quando os avisos forem ligados, e já valem para o pagador que tem avisos próprios.'}
        </Text>
        <NoticesMatrix notices={notices} isReadOnly={writeReason !== undefined} onChange={setDraft} />
        <Text size="sm" role="status" aria-label="Preço dos avisos">
          {priceWords(priceOf(notices, price), price)}
        </Text>
        {draft && (
          <Group gap="xs">
            <ReasonedButton
              size="xs"
              disabledReason={saveReason}
              loading={change.isPending}
              onClick={() => change.wish({ notices: draft.map(toWish) })}
            >
              Gravar os avisos
            </ReasonedButton>
            <Button size="xs" variant="default" onClick={() => setDraft(null)}>
              Desfazer
            </Button>
          </Group>
        )}
        {change.isError && <ErrorNote error={change.error} />}
        <Reached progress={progress} />
      </Stack>
    </section>
  );
}

const silentReason = 'Nenhum aviso está marcado. Para não avisar ninguém, desligue os avisos.';

function priceWords(cents: number, { messagingCents, whatsappCents, feesFrom }: Notices['price']): string {
  const fees = `${money(messagingCents)} pelos e-mails e SMS juntos, ${money(whatsappCents)} por aviso de WhatsApp`;
  const source =
    feesFrom === 'asaas'
      ? ''
      : ' O Asaas ainda não informou as tarifas desta conta: valem as que ele publica.';
  return `Com cada aviso enviado uma vez, ${money(cents)} por documento (${fees}).${source}`;
}

/** Days are only given for a kind that has them. */
function toWish({ kind, days, channels }: Notice): Schemas['NoticeWish'] {
  return { kind, channels, ...(days !== null && { days }) };
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
