import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, ask, once, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { usePages } from '../../list/use-pages.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, counted, instant } from '../../words/format.ts';

type Message = Schemas['UndeliveredMessage'];

/** Mensagens não entregues: what a document was to hear and did not, with what Temporal said, and "Tentar de novo". */
export function MessagesScreen() {
  const navigate = useNavigate();
  useFunctionKeys({ f8: () => goToFilter(null) });
  const { pages, rows, loadMore, onSeen, news } = useMessages();
  const retry = useRetry();
  const reason = useWriteReason();
  const open = ({ documentId }: Message) =>
    documentId && void navigate({ to: '/documentos/$id', params: { id: documentId } });
  return (
    <Page
      title="Mensagens não entregues"
      about="O que um documento ainda não soube. O que falhou vai de novo sozinho; o recusado espera por você."
      actions={
        <ReasonedButton
          size="sm"
          loading={retry.isPending}
          disabledReason={reason ?? (rows.length === 0 ? 'Nenhuma mensagem espera.' : undefined)}
          onClick={() => retry.wish({})}
        >
          Tentar de novo todas
        </ReasonedButton>
      }
    >
      {pages.isError && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      {retry.isError && <ErrorNote error={retry.error} />}
      <DataList
        label="Mensagens não entregues"
        columns={[...columns, retryColumn(reason, (id) => retry.wish({ messageIds: [id] }))]}
        rows={rows}
        idOf={(row) => row.id}
        nameOf={(row) => `a mensagem de ${row.summary}`}
        onOpen={open}
        loadMore={loadMore}
        onSeen={onSeen}
        news={news}
        isLoadingMore={pages.isFetchingNextPage || pages.isPending}
        empty={
          pages.isSuccess && (
            <Empty title="Tudo foi entregue">
              Nenhum documento espera por uma mensagem. Volte à{' '}
              <Link to="/problemas">Caixa de problemas</Link>.
            </Empty>
          )
        }
      />
    </Page>
  );
}

function useMessages() {
  return usePages<Message>({
    queryKey: ['messages'],
    read: (cursor) =>
      ask(
        api.GET('/v1/undelivered-messages', { params: { query: { limit: 200, ...(cursor && { cursor }) } } }),
      ),
    lookAgainMs: 5_000,
  });
}

function useRetry() {
  return useWish(
    (body: { messageIds?: string[] }, key) =>
      ask(api.POST('/v1/undelivered-messages/retry', { body, ...once(key) })),
    {
      onDone: ({ retried }) =>
        notifications.show({
          title: counted(retried, 'mensagem segue de novo', 'mensagens seguem de novo'),
          message: 'O que for entregue sai da lista em instantes.',
        }),
    },
  );
}

const columns: readonly Column<Message>[] = [
  { id: 'summary', label: 'Sobre', width: 300, narrow: 0, cell: (row) => <Subject message={row} /> },
  { id: 'error', label: 'O que disse o erro', wideOnly: true, cell: (row) => row.lastError },
  {
    id: 'attempts',
    label: 'Tentativas',
    width: 92,
    align: 'right',
    wideOnly: true,
    cell: (row) => count(row.attempts),
  },
  {
    id: 'behind',
    label: 'Atrás dela',
    width: 92,
    align: 'right',
    wideOnly: true,
    cell: (row) => count(row.waitingBehind),
  },
  { id: 'next', label: 'Próxima tentativa', width: 176, wideOnly: true, cell: nextAttempt },
];

function retryColumn(reason: string | undefined, onRetry: (id: string) => void): Column<Message> {
  return {
    id: 'retry',
    label: 'De novo',
    width: 134,
    narrow: 124,
    cell: (row) => (
      <ReasonedButton
        size="compact-xs"
        variant="default"
        disabledReason={reason}
        aria-label={`Tentar de novo: ${row.summary}`}
        onClick={() => onRetry(row.id)}
      >
        Tentar de novo
      </ReasonedButton>
    ),
  };
}

function nextAttempt({ parkedAt, nextAttemptAt }: Message): string {
  if (parkedAt) return 'Só quando você pedir';
  return nextAttemptAt ? instant(nextAttemptAt) : 'Agora';
}

function Subject({ message: { documentId, summary, lastError } }: { message: Message }) {
  return (
    <>
      {documentId ? (
        <Anchor
          size="sm"
          tabIndex={-1}
          renderRoot={(props) => <Link to="/documentos/$id" params={{ id: documentId }} {...props} />}
        >
          {summary}
        </Anchor>
      ) : (
        summary
      )}
      <span className="narrow-only quiet">{lastError}</span>
    </>
  );
}
