import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { accountReason, useAccounts } from '../client/accounts.ts';
import { api, ask, once } from '../client/api.ts';
import { useWish } from '../client/use-wish.ts';
import { useWriteReason } from '../session/session.ts';
import { ErrorNote } from './error-note.tsx';
import { ReasonedButton } from './reasoned-button.tsx';

/** Compares with Asaas now what is compared once a day: of one account, or of all that can be read. */
export function ReconcileButton({ accountId }: { accountId: string | undefined }) {
  const writeReason = useWriteReason();
  const { data: accounts = [] } = useAccounts();
  const named = accounts.filter(({ id }) => accountId === undefined || id === accountId);
  const readable = named.filter((account) => accountReason(account) === undefined);
  const reconcile = useWish(
    (ids: string[], key) =>
      Promise.all(
        ids.map((id) =>
          ask(api.POST('/v1/accounts/{id}/reconcile', { params: { path: { id } }, ...once(`${key}/${id}`) })),
        ),
      ),
    {
      onDone: () =>
        notifications.show({
          title: 'Conciliação pedida',
          message: 'Documentos, pagadores e extrato estão sendo comparados com o Asaas.',
        }),
    },
  );
  const [first] = named;
  const reason =
    writeReason ??
    (readable.length > 0 ? undefined : first ? accountReason(first) : 'Cadastre antes uma conta corrente.');
  return (
    <>
      <ReasonedButton
        size="sm"
        variant="default"
        loading={reconcile.isPending}
        disabledReason={reason}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => reconcile.wish(readable.map(({ id }) => id))}
      >
        Conciliar agora
      </ReasonedButton>
      {reconcile.isError && <ErrorNote error={reconcile.error} />}
    </>
  );
}
