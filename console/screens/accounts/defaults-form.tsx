import { Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { type Account, api, ask, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { type Terms, TermsFields } from '../documents/terms-fields.tsx';

/** Juros, multa and desconto of documents that say nothing themselves. */
export function DefaultsForm({ account }: { account: Account }) {
  const { settings } = account;
  const [terms, setTerms] = useState<Terms>({
    discount: settings.discount ?? null,
    fine: settings.fine ?? null,
    interest: settings.interest ?? null,
  });
  const writeReason = useWriteReason();
  const save = useWish(
    (body: { settings: Schemas['AccountSettings'] }) =>
      ask(api.PATCH('/v1/accounts/{id}', { params: { path: { id: account.id } }, body })),
    {
      onDone: () =>
        notifications.show({
          title: 'Padrões gravados',
          message: 'Valem para o que for enviado daqui em diante.',
        }),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { discount, fine, interest } = terms;
    const { daysToCancelRegistration, notifyPayers } = settings;
    save.wish({
      settings: {
        ...(discount && { discount }),
        ...(fine && { fine }),
        ...(interest && { interest }),
        ...(daysToCancelRegistration !== undefined && { daysToCancelRegistration }),
        ...(notifyPayers !== undefined && { notifyPayers }),
      },
    });
  };
  return (
    <form onSubmit={submit} className="sheet" aria-label="Padrões da conta" style={{ padding: 18 }}>
      <Title order={2} size="h5">
        Padrões da conta
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        Para documentos que não trazem os seus. Um documento registrado os recebe na próxima alteração.
      </Text>
      <Stack gap="md" maw={460}>
        <TermsFields terms={terms} onChange={setTerms} />
        {save.isError && <ErrorNote error={save.error} />}
        <Group>
          <ReasonedButton type="submit" size="sm" loading={save.isPending} disabledReason={writeReason}>
            Gravar os padrões
          </ReasonedButton>
        </Group>
      </Stack>
    </form>
  );
}
